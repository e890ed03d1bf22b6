// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/address.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace gatehouse::http {
namespace {

using boost::asio::ip::tcp;

result<boost::asio::ip::address, std::string> parse_host(std::string_view host, bool in_brackets) {
  boost::system::error_code error;
  const std::string name{host};
  if (in_brackets) {
    const auto address = boost::asio::ip::make_address_v6(name, error);
    if (error) return std::string{"not an IPv6 address in brackets"};
    return boost::asio::ip::address{address};
  }
  if (const auto address = boost::asio::ip::make_address_v4(name, error); !error) {
    return boost::asio::ip::address{address};
  }
  boost::asio::io_context context{1};
  tcp::resolver resolver{context};
  const auto found = resolver.resolve(name, "", tcp::resolver::passive, error);
  if (error || found.empty()) return std::string{"unknown host"};
  return found.begin()->endpoint().address();
}

}  // namespace

result<tcp::endpoint, std::string> parse_address(std::string_view text) {
  const std::string malformed = "not HOST:PORT (an IPv6 host goes in brackets)";
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return malformed;
  auto host = text.substr(0, colon);
  const auto port_text = text.substr(colon + 1);
  unsigned short port = 0;
  const auto* const end = port_text.data() + port_text.size();
  const auto [stop, problem] = std::from_chars(port_text.data(), end, port);
  if (port_text.empty() || stop != end || problem != std::errc{}) {
    return std::string{"the port is not a number from 0 to 65535"};
  }
  const bool in_brackets = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (in_brackets) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!in_brackets && host.find_first_of(":[] ") != std::string_view::npos))
    return malformed;
  auto address = parse_host(host, in_brackets);
  if (!address) return address.error();
  return tcp::endpoint{*address, port};
}

std::string to_text(const tcp::endpoint& endpoint) {
  const auto host = endpoint.address().to_string();
  const auto port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + host + "]:" + port : host + ":" + port;
}

}  // namespace gatehouse::http
