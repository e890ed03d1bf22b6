#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses requests (RFC 9112) strictly: anything that two parsers could frame differently is refused.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "gatehouse/http/limits.h"
#include "http/messages/line_reader.h"
#include "http/messages/message.h"

namespace gatehouse::http {

/// Parses one request and fills a Message with views into the buffer of the connection.
class RequestParser {
 public:
  RequestParser(Message& message, const Limits& limits) noexcept : message_(message), limits_(limits) {}

  /// Parses the beginning of `input`, which is the part of the buffer that was not taken yet. Returns
  /// how many bytes it has taken. Afterwards `is_done()` is true, or `refusal()` is not 0, or more
  /// input is needed.
  std::size_t parse(std::string_view input);

  /// Returns the status of the refusal, or 0.
  [[nodiscard]] unsigned refusal() const noexcept { return refusal_; }
  /// Returns why the request is refused, in words for the log. Contains no part of the request.
  [[nodiscard]] std::string_view reason() const noexcept { return reason_; }
  [[nodiscard]] bool is_header_done() const noexcept { return state_ > State::fields; }
  [[nodiscard]] bool is_done() const noexcept { return state_ == State::done; }
  /// Returns whether the connection may serve another request after this one. Valid once the header is done.
  [[nodiscard]] bool is_persistent() const noexcept { return is_persistent_; }
  /// Returns whether the peer waits for a 100 before it sends the body.
  [[nodiscard]] bool expects_continue() const noexcept { return expects_continue_; }
  /// Returns the length of the body if the header states it.
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept { return content_length_; }
  /// Returns how many bytes of the body are still to come, as far as this is known.
  [[nodiscard]] std::uint64_t body_remaining() const noexcept { return is_chunked_ ? 0 : remaining_; }

  /// Returns whether the header is done and a body follows, but plan_body() has not been called. Until then
  /// the body is not taken.
  [[nodiscard]] bool needs_plan() const noexcept { return is_header_done() && !is_done() && !is_planned_; }
  /// Starts to take the body: at most `most` bytes, as a whole, or piece by piece if the message says so.
  void plan_body(std::uint64_t most) noexcept;

 private:
  enum class State { request_line, fields, body, chunk_header, chunk_data, chunk_end, trailers, done };

  std::size_t parse_head(std::string_view input);
  std::size_t parse_chunks(std::string_view input);
  void take_head_line(std::string_view line);
  void take_request_line(std::string_view line) noexcept;
  void take_field(std::string_view line);
  /// Notes what a field says about framing. Returns false if the field is refused.
  [[nodiscard]] bool note_framing(const Field& field) noexcept;
  [[nodiscard]] bool note_host(std::string_view value) noexcept;
  [[nodiscard]] bool note_connection(std::string_view options) noexcept;
  [[nodiscard]] bool note_length(std::string_view value) noexcept;
  void finish_head() noexcept;
  /// Takes the available bytes of the body or of a chunk. Returns their number.
  std::size_t take_data(std::string_view input);
  /// Takes one of the lines that frame the chunks.
  void take_chunk_line(std::string_view line);
  void take_chunk_header(std::string_view line) noexcept;
  void take_trailer(std::string_view line) noexcept;
  void finish() noexcept;
  void refuse(unsigned status, std::string_view why) noexcept {
    refusal_ = status;
    reason_ = why;
  }
  /// Refuses the request with 400. Returns false.
  bool reject(std::string_view why) noexcept {
    refuse(400, why);
    return false;
  }

  Message& message_;
  const Limits& limits_;
  LineReader lines_;
  State state_ = State::request_line;
  std::size_t head_taken_ = 0;   // bytes of the header that earlier calls of parse() have taken
  std::size_t extra_bytes_ = 0;  // bytes of chunk extensions and trailers so far
  std::size_t fields_ = 0;       // number of fields, including trailers
  std::uint64_t remaining_ = 0;  // bytes left of the body or of a chunk
  std::uint64_t allowed_ = 0;    // bytes that further chunks may have
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
