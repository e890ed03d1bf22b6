// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_form.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>
#include <optional>
#include <string>

#include "gatehouse/base/words.h"
#include "gatehouse/http/path_prefix.h"

namespace gatehouse::server {
namespace {

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && text.size() <= 5 && port <= 65535;
}

constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool consists_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::ranges::all_of(text, [others](char c) {
    return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
  });
}

/// Parses an absolute URL of http or https with a host and without user name and fragment. It has no
/// quotes, spaces or control characters, because it is copied unchanged into tokens and documents. Its
/// scheme is in lower case.
std::optional<boost::urls::url_view> parse_web_url(std::string_view text) noexcept {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return std::nullopt;
  const auto parsed = boost::urls::parse_absolute_uri({text.data(), text.size()});
  if (!parsed || parsed->has_userinfo() || parsed->encoded_host().empty()) return std::nullopt;
  if (text.find('\'') != text.npos) return std::nullopt;
  if (parsed->has_port() && (parsed->port().empty() || parsed->port_number() == 0)) return std::nullopt;
  // Boost.URL 1.81 reads what follows an IPv4 address as a path, so "127.0.0.1.example.com" would count as
  // this machine without this check.
  const auto end = text.find("//") + 2 + parsed->encoded_authority().size();
  if (end < text.size() && text[end] != '/' && text[end] != '?') return std::nullopt;
  return *parsed;
}

}  // namespace

bool is_listen_address(std::string_view text) noexcept {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return false;
  const auto host = text.substr(0, colon);
  if (host.starts_with('[')) {
    return host.ends_with(']') && consists_of(host.substr(1, host.size() - 2), ":.%-_");
  }
  return consists_of(host, ".-_");
}

bool is_management_address(std::string_view text) noexcept { return text.empty() || is_listen_address(text); }

bool is_issuer(std::string_view text) noexcept {
  if (text.empty()) return true;
  const auto url = parse_web_url(text);
  if (!url || url->has_query()) return false;  // RFC 8414 2
  if (url->scheme_id() == boost::urls::scheme::https) return true;
  const auto host = url->encoded_host();
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_origin(std::string_view text) noexcept {
  const auto url = parse_web_url(text);
  if (!url || url->has_query() || !url->encoded_path().empty()) return false;
  // Browsers send origins in lower case and without the scheme's default port, and origins are
  // compared as text.
  if (std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  return url->port() != (url->scheme_id() == boost::urls::scheme::https ? "443" : "80");
}

bool is_root_path(std::string_view text) noexcept { return text.empty() || http::is_path_prefix(text); }

bool is_public_url(std::string_view text) noexcept {
  return is_issuer(text) && (text.empty() || is_root_path(root_path_of(text)));
}

std::string_view root_path_of(std::string_view public_url) noexcept {
  const auto url = parse_web_url(public_url);
  if (!url) return {};
  const auto encoded = url->encoded_path();
  std::string_view path{encoded.data(), encoded.size()};
  if (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool is_audience(std::string_view text) noexcept {
  constexpr std::size_t longest = 255;
  return text.size() <= longest && std::ranges::all_of(text, is_word_character);
}

bool is_path(std::string_view text) noexcept {
  return !text.empty() && text.find('\0') == std::string_view::npos;
}

bool is_hash_scheme(std::string_view text) noexcept { return text == "bcrypt" || text == "argon2id"; }

}  // namespace gatehouse::server
