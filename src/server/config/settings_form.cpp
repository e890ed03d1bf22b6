// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_form.h"

#include <algorithm>
#include <charconv>
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

bool is_issuer(std::string_view text) noexcept {
  if (text.empty()) return true;
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const auto scheme = text.substr(0, scheme_end);
  const auto rest = text.substr(scheme_end + 3);
  const auto authority = rest.substr(0, rest.find('/'));
  if (!consists_of(authority, ".-_:[]") || authority.starts_with(':')) return false;
  // No '?', '#' (RFC 8414 2), '@', space, quote or control character: the issuer goes into tokens and
  // documents as is.
  if (!consists_of(rest, ".-_:[]/~%!$&()*+,;=")) return false;
  if (scheme == "https") return true;
  const auto host =
      authority.substr(0, authority.starts_with('[') ? authority.find(']') + 1 : authority.find(':'));
  return scheme == "http" && (host == "localhost" || host == "127.0.0.1" || host == "[::1]");
}

bool is_origin(std::string_view text) noexcept {
  const bool is_secure = text.starts_with("https://");
  if (!is_secure && !text.starts_with("http://")) return false;
  const auto authority = text.substr(is_secure ? 8 : 7);
  const bool is_lower = std::ranges::none_of(authority, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_lower || !consists_of(authority, ".-:[]")) return false;
  return is_listen_address(authority) ? !authority.ends_with(is_secure ? ":443" : ":80")
                                      : is_listen_address(std::string{authority} + ":1");
}

bool is_root_path(std::string_view text) noexcept { return text.empty() || http::is_path_prefix(text); }

bool is_public_url(std::string_view text) noexcept {
  return is_issuer(text) && (text.empty() || is_root_path(root_path_of(text)));
}

std::string_view root_path_of(std::string_view public_url) noexcept {
  const auto authority = public_url.find("://");
  if (authority == std::string_view::npos) return {};
  const auto slash = public_url.find('/', authority + 3);
  if (slash == std::string_view::npos) return {};
  auto path = public_url.substr(slash);
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
