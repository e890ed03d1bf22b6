#pragma once
// SPDX-License-Identifier: Apache-2.0
// A peer address as limits count it.

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace gatehouse::http {

/// One IPv4 address, or the /64 network of an IPv6 address: whoever has one address of a /64 usually has all
/// of them, so that counting single addresses would limit nothing (CWE-770).
struct AddressKey {
  std::uint64_t network = 0;  ///< the first 64 bits of an IPv6 address
  std::uint32_t v4 = 0;

  friend bool operator==(const AddressKey&, const AddressKey&) = default;
};

/// The key of a socket's peer. An IPv4 address that is mapped into IPv6 counts as IPv4.
[[nodiscard]] AddressKey make_address_key(const sockaddr_storage& peer) noexcept;

/// A peer's address as text, without the port.
[[nodiscard]] std::string address_text(const sockaddr_storage& peer);

/// For hash tables. Seeded by the process, so that nobody can choose addresses that collide (CWE-407).
struct AddressHash {
  [[nodiscard]] std::size_t operator()(const AddressKey& key) const noexcept;
};

}  // namespace gatehouse::http
