#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer in the making: status, header fields, body.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::http {

/// An answer. The server adds Date, Content-Length, X-Request-ID and, where needed, Connection.
struct Response {
  unsigned status = 200;
  std::string_view content_type;  ///< static text; no field is sent when empty
  /// Further fields. Names and values hold no CR, LF or NUL: the server drops a field that does (CWE-113).
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;
  /// Sent instead of `body` when not empty; must outlive the server (an embedded file).
  std::string_view static_body;

  void set(std::string name, std::string value) { fields.emplace_back(std::move(name), std::move(value)); }
  /// Back to an empty 200, memory kept.
  void clear() noexcept {
    status = 200;
    content_type = {};
    fields.clear();
    body.clear();
    static_body = {};
  }
};

/// The reason phrase of a status (RFC 9110 15), or "Unknown".
[[nodiscard]] std::string_view reason_phrase(unsigned status) noexcept;

}  // namespace gatehouse::http
