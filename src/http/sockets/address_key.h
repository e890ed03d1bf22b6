#pragma once
// SPDX-License-Identifier: Apache-2.0
// The key by which limits count peer addresses.

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace gatehouse::http {

/// One IPv4 address, or the /64 network of an IPv6 address. A peer with one address of a /64 network usually
/// has all of them, so limits on single addresses would have no effect (CWE-770).
struct AddressKey {
  std::uint64_t network = 0;  ///< of an IPv6 address: the first 64 bits
  std::uint32_t v4 = 0;

  friend bool operator==(const AddressKey&, const AddressKey&) = default;
};

/// Returns the key of a peer. An IPv4-mapped IPv6 address counts as IPv4.
[[nodiscard]] AddressKey make_address_key(const sockaddr_storage& peer) noexcept;

/// Returns a peer address as text without the port.
[[nodiscard]] std::string address_text(const sockaddr_storage& peer);

/// Hashes keys with a random seed per process, so that an attacker cannot choose addresses
/// that collide (CWE-407).
struct AddressHash {
  [[nodiscard]] std::size_t operator()(const AddressKey& key) const noexcept;
};

}  // namespace gatehouse::http
