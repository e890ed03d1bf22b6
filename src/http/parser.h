#pragma once
// SPDX-License-Identifier: Apache-2.0
// Beast's parser, filling our Request with views into the connection's buffer, and refusing what Beast lets
// pass.

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gatehouse/http/limits.h"
#include "gatehouse/http/request.h"

namespace gatehouse::http {

/// What the parser fills and its connection keeps from one request to the next, so that the memory is reused.
struct Message {
  Request request;
  std::string_view raw_target;
  std::string_view body_view;  ///< the body, while it lies in the buffer in one piece
  std::string body_text;       ///< else the body
  bool body_is_copied = false;
  bool is_streamed = false;  ///< whether the handler reads the body
  std::string_view piece;    ///< of such a body: what the last call of the parser has found
  std::string head;          ///< of such a request: what the views point to

  void clear() noexcept;
  /// Moves every view into the buffer from memory that begins at `from` to memory that begins at `to`.
  void rebase(const char* from, const char* to) noexcept;
  /// Where the last view of the header ends in the buffer.
  [[nodiscard]] const char* head_end() const noexcept;
  /// Copies the part of the body that lies in the buffer, and lets go of it.
  void copy_body();
  /// Copies the header, which begins at `from`, out of the buffer.
  void copy_head(const char* from);
  /// Fills in target, path and query.
  void split();
};

/// Parses one request; made anew for each, which Beast asks for.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  RequestParser(Message& message, const Limits& limits);

  /// Takes what it can of `input`, the part of the buffer not yet taken; returns how much. Then either
  /// `is_done()`, or `refusal()` is not 0, or more is needed.
  std::size_t parse(std::string_view input);

  /// The status to refuse the request with, or 0.
  [[nodiscard]] unsigned refusal() const noexcept { return refusal_; }
  /// Whether the connection may serve another request after this one; once the header is done.
  [[nodiscard]] bool is_persistent() const noexcept { return persistent_; }
  /// Whether the client waits for a 100 before it sends the body.
  [[nodiscard]] bool expects_continue() const noexcept { return expects_continue_; }
  /// How much of the body is still to come, as far as is known.
  [[nodiscard]] std::uint64_t body_remaining() const { return content_length_remaining().value_or(0); }

  /// Whether the header is done, a body follows, and nobody has said how to take it: until then none of it is
  /// taken.
  [[nodiscard]] bool needs_plan() const { return is_header_done() && !is_done() && !is_planned_; }
  /// Goes on with the body: up to `most` bytes, whole, or piece by piece if the message says so.
  void plan_body(std::uint64_t most);

 private:
  using error_code = boost::beast::error_code;
  using string_view = boost::beast::string_view;
  using field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int version,
                       error_code& ec) override;
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(field name, string_view name_text, string_view value, error_code& ec) override;
  void on_header_impl(error_code& ec) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code& ec) override;
  std::size_t on_body_impl(string_view body, error_code& ec) override;
  void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) override;
  std::size_t on_chunk_body_impl(std::uint64_t remaining, string_view body, error_code& ec) override;
  void on_finish_impl(error_code& ec) override;

  /// Stops the parser; `status` is the answer.
  void refuse(unsigned status, error_code& ec) noexcept;
  [[nodiscard]] bool note_framing(field name, std::string_view value) noexcept;
  [[nodiscard]] bool is_folded(std::string_view name, std::string_view value) const noexcept;

  Message& message_;
  const Limits& limits_;
  std::string_view input_;       // what parse() was given: views must lie in it
  std::size_t head_taken_ = 0;   // of the header, by earlier calls of parse()
  std::size_t extra_bytes_ = 0;  // chunk extensions so far
  std::size_t fields_ = 0;       // trailers among them
  unsigned refusal_ = 0;
  unsigned hosts_ = 0;
  unsigned lengths_ = 0;
  unsigned codings_ = 0;
  unsigned content_types_ = 0;
  bool persistent_ = false;
  bool expects_continue_ = false;
  bool in_trailers_ = false;
  bool is_planned_ = false;
};

}  // namespace gatehouse::http
