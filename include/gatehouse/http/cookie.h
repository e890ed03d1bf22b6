#pragma once
// SPDX-License-Identifier: Apache-2.0
// The attributes of a cookie that an answer sets (RFC 6265 4.1).

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace gatehouse::http {

/// Whether a browser sends a cookie with requests that other sites cause, by
/// draft-ietf-httpbis-rfc6265bis 4.1.2.7.
enum class SameSite : std::uint8_t {
  lax,     ///< only when the user navigates here, such as by a link
  strict,  ///< never
  none     ///< always; browsers require `Secure` for this, so it is added
};

struct CookieOptions {
  std::optional<std::chrono::seconds> max_age{};  ///< if empty, until the browser is closed
  /// The cookie is sent with this path and all paths below it.
  std::string path = "/";
  std::string domain{};   ///< the domain and its subdomains; if empty, only the host that sets it
  bool secure = false;    ///< whether it is sent over TLS only; set it wherever TLS is used
  bool http_only = true;  ///< whether scripts cannot read it (CWE-1004); Starlette's default is false
  /// Whether it is sent with requests that other sites cause.
  SameSite same_site = SameSite::lax;
};

}  // namespace gatehouse::http
