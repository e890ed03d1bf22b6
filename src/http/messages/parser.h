#pragma once
// SPDX-License-Identifier: Apache-2.0
// Bytes to a request (RFC 9112), strictly: what two readers could frame differently is refused.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gatehouse/http/limits.h"
#include "http/messages/line_reader.h"
#include "http/messages/message.h"

namespace gatehouse::http {

/// Parses one request, filling a Message with views into the connection's buffer.
class RequestParser {
 public:
  RequestParser(Message& message, const Limits& limits) noexcept : message_(message), limits_(limits) {}

  /// Takes what it can of `input`, the part of the buffer not yet taken; returns how much. Then either
  /// `is_done()`, or `refusal()` is not 0, or more is needed.
  std::size_t parse(std::string_view input);

  /// The status to refuse the request with, or 0.
  [[nodiscard]] unsigned refusal() const noexcept { return refusal_; }
  /// Why, in plain words, for the log: nothing of the request is in it.
  [[nodiscard]] std::string_view reason() const noexcept { return reason_; }
  [[nodiscard]] bool is_header_done() const noexcept { return state_ > State::fields; }
  [[nodiscard]] bool is_done() const noexcept { return state_ == State::done; }
  /// Whether the connection may serve another request after this one; once the header is done.
  [[nodiscard]] bool is_persistent() const noexcept { return is_persistent_; }
  /// Whether the client waits for a 100 before it sends the body.
  [[nodiscard]] bool expects_continue() const noexcept { return expects_continue_; }
  /// How long the body is, if the header says so.
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept { return content_length_; }
  /// How much of the body is still to come, as far as is known.
  [[nodiscard]] std::uint64_t body_remaining() const noexcept { return is_chunked_ ? 0 : remaining_; }

  /// Whether the header is done, a body follows, and nobody has said how to take it: until then none of it is
  /// taken.
  [[nodiscard]] bool needs_plan() const noexcept { return is_header_done() && !is_done() && !is_planned_; }
  /// Goes on with the body: up to `most` bytes, whole, or piece by piece if the message says so.
  void plan_body(std::uint64_t most) noexcept;

 private:
  enum class State { request_line, fields, body, chunk_header, chunk_data, chunk_end, trailers, done };

  std::size_t parse_head(std::string_view input);
  std::size_t parse_chunks(std::string_view input);
  void take_head_line(std::string_view line);
  void take_request_line(std::string_view line) noexcept;
  void take_field(std::string_view line);
  /// Notes what a field says about the request's frame; false if it may not say that.
  [[nodiscard]] bool note_framing(const Field& field) noexcept;
  [[nodiscard]] bool note_host(std::string_view value) noexcept;
  [[nodiscard]] bool note_connection(std::string_view options) noexcept;
  [[nodiscard]] bool note_length(std::string_view value) noexcept;
  void finish_head() noexcept;
  /// Takes what there is of the body, or of a chunk's data; returns how much.
  std::size_t take_data(std::string_view input);
  /// Takes one of the lines that frame chunks.
  void take_chunk_line(std::string_view line);
  void take_chunk_header(std::string_view line) noexcept;
  void take_trailer(std::string_view line) noexcept;
  void finish() noexcept;
  void refuse(unsigned status, std::string_view why) noexcept {
    refusal_ = status;
    reason_ = why;
  }
  /// Refuses with 400; false.
  bool reject(std::string_view why) noexcept {
    refuse(400, why);
    return false;
  }

  Message& message_;
  const Limits& limits_;
  LineReader lines_;
  State state_ = State::request_line;
  std::size_t head_taken_ = 0;   // of the header, by earlier calls of parse()
  std::size_t extra_bytes_ = 0;  // chunk extensions and trailers so far
  std::size_t fields_ = 0;       // trailers among them
  std::uint64_t remaining_ = 0;  // of the body, or of a chunk
  std::uint64_t allowed_ = 0;    // of chunks to come
  std::optional<std::uint64_t> content_length_;
  unsigned refusal_ = 0;
  std::string_view reason_;
  unsigned hosts_ = 0;
  unsigned content_types_ = 0;
  bool is_chunked_ = false;
  bool asks_to_close_ = false;
  bool asks_to_keep_ = false;
  bool is_persistent_ = false;
  bool expects_continue_ = false;
  bool is_planned_ = false;
};

}  // namespace gatehouse::http
