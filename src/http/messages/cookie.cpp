// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/http/cookie.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "gatehouse/http/path_prefix.h"
#include "gatehouse/http/response.h"
#include "http/messages/characters.h"

namespace gatehouse::http {
namespace {

// Returns whether `c` is a cookie-octet (RFC 6265 4.1.1).
bool is_plain(char c) noexcept {
  return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

// A value with other characters is quoted as in Python's http.cookies, so that Starlette and `Cookie<...>`
// can read it: \" and \\, and three octal digits for characters that would end or break the field.
void append_value(std::string& out, std::string_view value) {
  if (std::ranges::all_of(value, is_plain)) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (is_plain(c) || c == ' ') {
      out += c;
    } else {
      out += '\\';
      for (const unsigned shift : {6U, 3U, 0U}) out += static_cast<char>('0' + (byte >> shift & 7U));
    }
  }
  out += '"';
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  if (std::ranges::any_of(value, [](char c) { return is_control(c) || c == '\t' || c == ';'; })) {
    throw std::invalid_argument("a cookie's " + std::string{name} + " has a character that would end it");
  }
  if (!value.empty()) out.append("; ").append(name).append("=").append(value);
}

std::string_view to_text(SameSite same_site) noexcept {
  switch (same_site) {
    case SameSite::strict:
      return "strict";
    case SameSite::none:
      return "none";
    case SameSite::lax:
      break;
  }
  return "lax";
}

/// Puts the prefix before the path. "/" becomes the prefix itself, because a browser would not send a cookie
/// for "/auth/" to "/auth".
std::string path_below(std::string_view root_path, const std::string& path) {
  if (path == "/" && !root_path.empty()) return std::string{root_path};
  return add_prefix(root_path, path);
}

std::string begin_cookie(std::string_view name, std::string_view value, const CookieOptions& options,
                         std::string_view root_path) {
  if (!is_token(name)) throw std::invalid_argument("a cookie's name is a token (RFC 6265 4.1.1)");
  std::string cookie{name};
  cookie += '=';
  append_value(cookie, value);
  append_attribute(cookie, "Domain", options.domain);
  append_attribute(cookie, "Path", path_below(root_path, options.path));
  if (options.http_only) cookie += "; HttpOnly";
  if (options.secure || options.same_site == SameSite::none) cookie += "; Secure";
  cookie.append("; SameSite=").append(to_text(options.same_site));
  return cookie;
}

}  // namespace

void Response::set_cookie(std::string_view name, std::string_view value, const CookieOptions& options) {
  auto cookie = begin_cookie(name, value, options, root_path);
  if (options.max_age) cookie += "; Max-Age=" + std::to_string(options.max_age->count());
  set("Set-Cookie", std::move(cookie));
}

void Response::delete_cookie(std::string_view name, const CookieOptions& options) {
  auto cookie = begin_cookie(name, {}, options, root_path);
  cookie += "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
  set("Set-Cookie", std::move(cookie));
}

}  // namespace gatehouse::http
