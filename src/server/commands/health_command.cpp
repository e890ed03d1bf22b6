// SPDX-License-Identifier: Apache-2.0
#include "server/commands/health_command.h"

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string_view>

#include "server/log_text.h"

namespace gatehouse::server {
namespace {

constexpr std::chrono::seconds time_limit{3};
constexpr std::size_t longest_reason = 200;

/// Returns the first line of an answer's body, or an empty text.
std::string read_reason(std::istream& answer) {
  std::string line;
  while (std::getline(answer, line) && line != "\r") {
  }
  line.clear();
  std::getline(answer, line);
  return line.substr(0, longest_reason);
}

}  // namespace

std::pair<std::string, std::string> health_target(const std::string& address) {
  const auto colon = address.rfind(':');
  auto host = address.substr(0, colon);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  if (host == "0.0.0.0") host = "127.0.0.1";
  if (host == "::") host = "::1";
  return {host, address.substr(colon + 1)};
}

result<void, Problem> check_health(const std::string& address) {
  const auto [host, port] = health_target(address);
  boost::asio::ip::tcp::iostream peer;
  peer.expires_after(time_limit);
  peer.connect(host, port);
  if (!peer) return Problem{"no server answers at " + address + ": " + peer.error().message()};
  peer << "GET /readyz HTTP/1.1\r\nHost: " << address << "\r\nConnection: close\r\n\r\n" << std::flush;
  std::string line;
  std::getline(peer, line);
  if (line.starts_with("HTTP/1.1 200 ")) return {};
  if (line.starts_with("HTTP/1.1 503 "))
    return Problem{"the server is not ready: " + visible(read_reason(peer))};
  if (line.empty()) return Problem{"the server at " + address + " gave no answer in time"};
  return Problem{"what answers at " + address +
                 " is no management address: " + visible(line.substr(0, longest_reason))};
}

}  // namespace gatehouse::server
