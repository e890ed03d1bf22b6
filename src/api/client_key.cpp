// SPDX-License-Identifier: Apache-2.0
#include "api/client_key.h"

#include <boost/asio/ip/address.hpp>
#include <functional>
#include <optional>

namespace gatehouse::api {
namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v6;

constexpr std::size_t block_bytes = 8;    // 64 bits
constexpr std::size_t network_bytes = 6;  // 48 bits

std::optional<address> parse(std::string_view text) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(text, error);
  if (error) return std::nullopt;
  return parsed;
}

bool is_network(const std::optional<address>& parsed) {
  return parsed && parsed->is_v6() && !parsed->to_v6().is_v4_mapped();
}

std::string first_bytes(const address_v6& v6, std::size_t count) {
  const auto bytes = v6.to_bytes();
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

std::string client_key(std::string_view remote_address) {
  const auto parsed = parse(remote_address);
  if (is_network(parsed)) return first_bytes(parsed->to_v6(), block_bytes);
  if (!parsed || !parsed->is_v6()) return std::string{remote_address};
  return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, parsed->to_v6()).to_string();
}

std::string client_network(std::string_view remote_address) {
  const auto parsed = parse(remote_address);
  return is_network(parsed) ? first_bytes(parsed->to_v6(), network_bytes) : std::string{};
}

std::string client_turn(std::string_view remote_address) {
  auto block = client_key(remote_address);
  auto network = client_network(remote_address);
  if (network.empty()) return block;
  return network + static_cast<char>('0' + std::hash<std::string>{}(block) % turns_per_network);
}

}  // namespace gatehouse::api
