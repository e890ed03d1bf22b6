#pragma once
// SPDX-License-Identifier: Apache-2.0
// Groups peer addresses for limits and queues, so that one customer's IPv6 addresses count as one.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::api {

/// Returns the peer address, or for IPv6 the network of 64 bits, which belongs to one customer (RFC 6177). A
/// text that is not an address is returned unchanged.
[[nodiscard]] std::string client_key(std::string_view remote_address);

/// Returns the IPv6 network of 48 bits that contains an address; a site or a small provider has one (RFC
/// 6177). Empty for all other addresses.
[[nodiscard]] std::string client_network(std::string_view remote_address);

/// How many turns in the queue of password checks an IPv6 network of 48 bits has; an IPv4 address has one.
/// Its 65,536 networks of 64 bits must not have a turn each (CWE-770).
inline constexpr std::size_t turns_per_network = 8;

/// Returns the name of the turn in which password checks of an address wait: its `client_key`, but at most
/// `turns_per_network` different names for an IPv6 network of 48 bits.
[[nodiscard]] std::string client_turn(std::string_view remote_address);

}  // namespace gatehouse::api
