// SPDX-License-Identifier: Apache-2.0

#include "http/messages/target.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "gatehouse/base/ascii.h"
#include "gatehouse/http/request.h"
#include "http/messages/characters.h"

namespace gatehouse::http {
namespace {

constexpr auto user_characters = detail::alphanumeric_and("-._~%!$&'()*+,;=:");
constexpr auto name_characters = detail::alphanumeric_and("-._~!$&'()*+,;=");
constexpr std::size_t most_port_digits = 5;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

bool is_user(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return user_characters[static_cast<unsigned char>(c)]; });
}

/// Returns whether `text` is a reg-name (RFC 3986 3.2.2), which includes IPv4 addresses.
bool is_name(std::string_view text) noexcept {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (name_characters[static_cast<unsigned char>(text[i])]) continue;
    if (text[i] != '%' || text.size() - i < 3) return false;
    if (hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return false;
    i += 2;
  }
  return true;
}

/// Returns whether `text` is an IPv6 address. IPvFuture addresses are not supported.
bool is_v6(std::string_view text) noexcept {
  std::array<char, INET6_ADDRSTRLEN> copy{};
  if (text.size() >= copy.size()) return false;
  std::ranges::copy(text, copy.begin());
  in6_addr address{};
  return ::inet_pton(AF_INET6, copy.data(), &address) == 1;
}

/// Returns the text after "http://" or "https://", or nothing.
std::string_view after_scheme(std::string_view text) noexcept {
  for (const std::string_view scheme : {std::string_view{"http://"}, std::string_view{"https://"}}) {
    if (equal_ignoring_case(text.substr(0, scheme.size()), scheme)) return text.substr(scheme.size());
  }
  return {};
}

void split_query(std::string_view text, Target& out) noexcept {
  const auto mark = text.find('?');
  out.whole = text;
  out.path = text.substr(0, mark);
  out.query = mark == std::string_view::npos ? std::string_view{} : text.substr(mark + 1);
}

bool split_absolute(std::string_view text, Target& out) noexcept {
  const auto rest = after_scheme(text);
  const auto end = std::min(rest.find_first_of("/?"), rest.size());
  auto authority = rest.substr(0, end);
  if (const auto at = authority.find('@'); at != std::string_view::npos) {
    if (!is_user(authority.substr(0, at))) return false;
    authority.remove_prefix(at + 1);
  }
  Authority parts;
  if (!split_authority(authority, parts) || parts.host.empty()) return false;
  split_query(rest.substr(end), out);
  out.authority = authority;
  if (out.path.empty()) out.path = "/";
  if (out.whole.empty()) out.whole = "/";
  return true;
}

}  // namespace

bool split_authority(std::string_view text, Authority& out) noexcept {
  auto end = text.find(':');
  if (text.starts_with('[')) {
    const auto bracket = text.find(']');
    if (bracket == std::string_view::npos || !is_v6(text.substr(1, bracket - 1))) return false;
    end = bracket + 1;
  }
  out.host = text.substr(0, end);
  if (!text.starts_with('[') && !is_name(out.host)) return false;
  out.port = {};
  if (end >= text.size()) return true;
  out.port = text.substr(end + 1);
  return text[end] == ':' && out.port.size() <= most_port_digits && std::ranges::all_of(out.port, is_digit);
}

bool split_target(std::string_view method, std::string_view text, Target& out) noexcept {
  // A fragment is never sent. It is refused because one server might cut it off where another does not.
  if (text.empty() || text.find('#') != std::string_view::npos) return false;
  if (method == "CONNECT") return false;  // this server is not a proxy
  if (text.front() == '/') {
    split_query(text, out);
    return true;
  }
  if (text == "*") {
    split_query(text, out);
    return method == "OPTIONS";
  }
  return split_absolute(text, out);
}

}  // namespace gatehouse::http
