#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a cookie that is set says of itself (RFC 6265 4.1).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse::http {

/// Whether a browser sends a cookie with requests that other sites cause
/// (draft-ietf-httpbis-rfc6265bis 4.1.2.7).
enum class SameSite : std::uint8_t {
  lax,     ///< only when a link or address leads here
  strict,  ///< never
  none     ///< always; browsers want it Secure, and so it is
};

/// A cookie's attributes.
struct CookieOptions {
  std::optional<std::chrono::seconds> max_age{};  ///< none: until the browser ends
  /// Below which it is sent.
  std::string path = "/";
  std::string domain{};   ///< with its subdomains; empty: this host alone
  bool secure = false;    ///< over TLS only: set it wherever there is TLS
  bool http_only = true;  ///< hidden from scripts (CWE-1004); Starlette's default is false
  /// Whether it goes along with what other sites ask for.
  SameSite same_site = SameSite::lax;
};

}  // namespace gatehouse::http
