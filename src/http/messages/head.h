#pragma once
// SPDX-License-Identifier: Apache-2.0
// An answer's status line and header fields as bytes.

#include <cstdint>
#include <string_view>

#include "gatehouse/http/response.h"
#include "http/connections/out_buffer.h"

namespace gatehouse::http {

/// The interim answer that asks for a request's body (RFC 9110 15.2.1).
inline constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

/// How a client sees where a body ends (RFC 9112 6.3).
enum class Framing { length, chunks, close };

/// What the server adds to an answer.
struct HeadContext {
  std::string_view date_line;
  std::string_view request_id;
  unsigned version = 11;   ///< the request's
  bool keep_alive = true;  ///< whether another request may follow
  Framing framing = Framing::length;
};

/// Whether an answer of that status has no body, and no Content-Length either (RFC 9110 6.4.1, 8.6).
[[nodiscard]] constexpr bool is_bodiless(unsigned status) noexcept {
  return status < 200 || status == 204 || status == 304;
}

/// Whether the handler asks for the end of the connection, by `Connection: close`.
[[nodiscard]] bool asks_to_close(const Response& response) noexcept;

/// Appends the header. Leaves out the fields that are the server's own (Connection, Content-Length, Date,
/// Transfer-Encoding, X-Content-Type-Options, X-Request-ID) and those that would end a line early.
void write_head(OutBuffer& out, const Response& response, std::uint64_t body_size,
                const HeadContext& context);

}  // namespace gatehouse::http
