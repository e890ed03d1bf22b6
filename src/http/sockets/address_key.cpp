// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/address_key.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cstring>
#include <random>

namespace gatehouse::http {
namespace {

std::uint64_t mix(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

std::uint64_t make_seed() {
  std::random_device random;
  return std::uint64_t{random()} << 32U | random();
}

}  // namespace

AddressKey make_address_key(const sockaddr_storage& peer) noexcept {
  AddressKey key;
  if (peer.ss_family != AF_INET6) {
    key.v4 = reinterpret_cast<const sockaddr_in&>(peer).sin_addr.s_addr;
    return key;
  }
  const auto& address = reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    std::memcpy(&key.v4, &address.s6_addr[12], sizeof key.v4);
  } else {
    std::memcpy(&key.network, &address.s6_addr[0], sizeof key.network);
  }
  return key;
}

std::string address_text(const sockaddr_storage& peer) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* address = nullptr;
  if (peer.ss_family == AF_INET) {
    address = &reinterpret_cast<const sockaddr_in&>(peer).sin_addr;
  } else {
    address = &reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
  }
  if (::inet_ntop(peer.ss_family, address, text.data(), text.size()) == nullptr) return {};
  return text.data();
}

std::size_t AddressHash::operator()(const AddressKey& key) const noexcept {
  static const std::uint64_t seed = make_seed();
  return mix(mix(key.network ^ seed) ^ key.v4);
}

}  // namespace gatehouse::http
