#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes the status line and the header fields of an answer.

#include <cstdint>
#include <string_view>

#include "gatehouse/http/response.h"
#include "http/messages/out_buffer.h"

namespace gatehouse::http {

/// The interim answer that asks for the body of a request (RFC 9110 15.2.1).
inline constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

/// How the end of a body is indicated (RFC 9112 6.3).
enum class Framing { length, chunks, close };

/// The parts of an answer that the server adds.
struct HeadContext {
  std::string_view date_line;
  std::string_view request_id;
  unsigned version = 11;   ///< of the request
  bool keep_alive = true;  ///< whether another request may follow on the connection
  Framing framing = Framing::length;
};

/// Returns whether an answer with this status has neither a body nor a Content-Length (RFC 9110 6.4.1, 8.6).
[[nodiscard]] constexpr bool is_bodiless(unsigned status) noexcept {
  return status < 200 || status == 204 || status == 304;
}

/// Returns whether the handler has set `Connection: close`.
[[nodiscard]] bool asks_to_close(const Response& response) noexcept;

/// Appends the status line and the header fields. Leaves out fields that the server sets itself (Connection,
/// Content-Length, Date, Transfer-Encoding, X-Content-Type-Options, X-Request-ID), and fields that would end
/// a line early.
void write_head(OutBuffer& out, const Response& response, std::uint64_t body_size,
                const HeadContext& context);

}  // namespace gatehouse::http
