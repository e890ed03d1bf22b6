#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who counts as one client where clients take turns or are counted.

#include <cstddef>
#include <string>
#include <string_view>

namespace gatehouse::api {

/// The peer's address; of IPv6 the network of 64 bits, which one customer has whole (RFC 6177). A text that
/// is no address is its own key.
[[nodiscard]] std::string client_key(std::string_view remote_address);

/// The IPv6 network of 48 bits that an address is in, which a site or a small provider has whole (RFC 6177);
/// empty for all other addresses.
[[nodiscard]] std::string client_network(std::string_view remote_address);

/// Turns that one IPv6 network of 48 bits has of the queue of password checks, against one of an IPv4
/// address: its 65,536 networks of 64 bits must not be as many turns (CWE-770).
inline constexpr std::size_t turns_per_network = 8;

/// In whose turn an address's password checks come: `client_key`'s, but of at most `turns_per_network` for
/// one IPv6 network of 48 bits.
[[nodiscard]] std::string client_turn(std::string_view remote_address);

}  // namespace gatehouse::api
