// SPDX-License-Identifier: Apache-2.0

#include "http/messages/head.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "gatehouse/http/list_field.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {
namespace {

/// The maximum size of what `write_head` writes, without the texts of the handler.
constexpr std::size_t fixed_size = 512;

char* put(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

constexpr bool ends_line(char c) noexcept { return c == '\r' || c == '\n' || c == '\0'; }

bool is_safe_value(std::string_view value) noexcept {
  return std::none_of(value.begin(), value.end(), ends_line);
}

// Accepts more than a token (RFC 9110 5.6.2), but nothing that could start another line or field (CWE-113).
bool is_safe_name(std::string_view name) noexcept {
  return !name.empty() &&
         std::none_of(name.begin(), name.end(), [](char c) { return ends_line(c) || c == ':' || c == ' '; });
}

bool is_own(std::string_view name) noexcept {
  switch (name.size()) {
    case 4:
      return equal_ignoring_case(name, "date");
    case 10:
      return equal_ignoring_case(name, "connection");
    case 12:
      return equal_ignoring_case(name, "x-request-id");
    case 14:
      return equal_ignoring_case(name, "content-length");
    case 17:
      return equal_ignoring_case(name, "transfer-encoding");
    case 22:
      return equal_ignoring_case(name, "x-content-type-options");
    default:
      return false;
  }
}

char* put_status_line(char* out, unsigned status) noexcept {
  if (status == 200) return put(out, "HTTP/1.1 200 OK\r\n");
  out = put(out, "HTTP/1.1 ");
  out = std::to_chars(out, out + 3, status).ptr;
  *out++ = ' ';
  out = put(out, reason_phrase(status));
  return put(out, "\r\n");
}

}  // namespace

bool asks_to_close(const Response& response) noexcept {
  return std::any_of(response.fields.begin(), response.fields.end(), [](const auto& field) {
    return equal_ignoring_case(field.first, "connection") && has_token(field.second, "close");
  });
}

void write_head(OutBuffer& out, const Response& response, std::uint64_t body_size,
                const HeadContext& context) {
  std::size_t size = fixed_size + response.content_type.size();
  for (const auto& [name, value] : response.fields) size += name.size() + value.size() + 4;
  char* p = out.prepare(size);
  p = put_status_line(p, response.status);
  p = put(p, context.date_line);
  if (!response.content_type.empty() && is_safe_value(response.content_type)) {
    p = put(p, "Content-Type: ");
    p = put(p, response.content_type);
    p = put(p, "\r\n");
  }
  if (!is_bodiless(response.status)) {
    if (context.framing == Framing::length) {
      p = put(p, "Content-Length: ");
      p = std::to_chars(p, p + 20, body_size).ptr;
      p = put(p, "\r\n");
    } else if (context.framing == Framing::chunks) {
      p = put(p, "Transfer-Encoding: chunked\r\n");
    }
  }
  // Prevents browsers from treating an upload or an error as a script (CWE-430).
  p = put(p, "X-Content-Type-Options: nosniff\r\n");
  p = put(p, "X-Request-ID: ");
  p = put(p, context.request_id);
  p = put(p, "\r\n");
  if (!context.keep_alive) {
    p = put(p, "Connection: close\r\n");
  } else if (context.version < 11) {
    p = put(p, "Connection: keep-alive\r\n");
  }
  for (const auto& [name, value] : response.fields) {
    if (!is_safe_name(name) || !is_safe_value(value) || is_own(name)) continue;
    p = put(p, name);
    p = put(p, ": ");
    p = put(p, value);
    p = put(p, "\r\n");
  }
  out.commit(put(p, "\r\n"));
}

}  // namespace gatehouse::http
