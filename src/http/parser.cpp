// SPDX-License-Identifier: Apache-2.0

#include "http/parser.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cstring>
#include <limits>

#include "http/target.h"

namespace gatehouse::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t shortest_chunked_end = 5;  // "0", two line ends

std::string_view to_std(boost::beast::string_view text) noexcept { return {text.data(), text.size()}; }

unsigned status_of(const boost::beast::error_code& error) noexcept {
  if (error == beast_http::error::header_limit) return 431;
  if (error == beast_http::error::body_limit) return 413;
  return 400;
}

void move_view(std::string_view& view, const char* from, const char* to) noexcept {
  if (view.data() != nullptr) view = {to + (view.data() - from), view.size()};
}

bool has_control(std::string_view text) noexcept {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

bool is_digits(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void Message::clear() noexcept {
  request.method = request.target = request.path = request.query = request.body = {};
  request.version = 11;
  request.fields.clear();
  request.gone.reset();
  raw_target = body_view = {};
  body_text.clear();
  body_is_copied = is_streamed = false;
  request.reader = nullptr;
  piece = {};
}

void Message::rebase(const char* from, const char* to) noexcept {
  if (from == to) return;
  move_view(request.method, from, to);
  move_view(raw_target, from, to);
  move_view(body_view, from, to);
  for (auto& field : request.fields) {
    move_view(field.name, from, to);
    move_view(field.value, from, to);
  }
}

const char* Message::head_end() const noexcept {
  const auto last = request.fields.empty() ? raw_target : request.fields.back().value;
  return last.data() + last.size();
}

void Message::copy_body() {
  body_text.append(body_view);
  body_view = {};
  body_is_copied = true;
}

void Message::copy_head(const char* from) {
  head.assign(from, head_end());
  rebase(from, head.data());
}

void Message::split() {
  Target target;
  (void)split_target(request.method, raw_target, target);
  request.target = target.whole;
  request.path = target.path;
  request.query = target.query;
}

RequestParser::RequestParser(Message& message, const Limits& limits) : message_(message), limits_(limits) {
  const auto most = std::numeric_limits<std::uint32_t>::max();
  header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(limits.header_bytes, most)));
  body_limit(boost::none);  // known with the header
}

void RequestParser::plan_body(std::uint64_t most) {
  is_planned_ = true;
  eager(!message_.is_streamed);
  body_limit(most);
  const auto length = content_length();
  if (length && *length > most) refusal_ = 413;
}

std::size_t RequestParser::parse(std::string_view input) {
  // Beast's limit counts from where it goes on; ours from the first byte, however the header was cut in
  // pieces.
  const bool in_head = !is_header_done();
  if (in_head) input = input.substr(0, limits_.header_bytes - head_taken_);
  // Less cannot end a chunked body, and Beast asserts so when it returns to a last chunk that it has seen
  // begin.
  if (!in_head && chunked() && input.size() < shortest_chunked_end) return 0;
  input_ = input;
  error_code error;
  const auto taken = put(boost::asio::const_buffer{input.data(), input.size()}, error);
  if (in_head) head_taken_ += taken;
  if (error == beast_http::error::need_more) {
    if (in_head && !is_header_done() && head_taken_ + input.size() - taken >= limits_.header_bytes)
      refusal_ = 431;
  } else if (error && refusal_ == 0) {
    refusal_ = status_of(error);
  }
  return taken;
}

void RequestParser::refuse(unsigned status, error_code& ec) noexcept {
  refusal_ = status;
  ec = beast_http::error::bad_value;
}

void RequestParser::on_request_impl(beast_http::verb, string_view method, string_view target, int version,
                                    error_code&) {
  message_.request.method = to_std(method);
  message_.request.version = static_cast<unsigned>(version);
  message_.raw_target = to_std(target);
}

// A value continued on the next line is where two parsers disagree most easily (RFC 9112 5.2); Beast joins
// it.
bool RequestParser::is_folded(std::string_view name, std::string_view value) const noexcept {
  const auto address = [](const char* p) { return reinterpret_cast<std::uintptr_t>(p); };
  const auto begin = address(name.data() + name.size());
  const auto end = address(input_.data() + input_.size());
  if (address(value.data()) < begin || address(value.data()) > end) return true;  // joined elsewhere
  const std::size_t gap = address(value.data()) - begin;
  return std::memchr(name.data() + name.size(), '\r', gap) != nullptr;
}

bool RequestParser::note_framing(field name, std::string_view value) noexcept {
  switch (name) {
    case field::host:
      ++hosts_;
      return is_host(value);
    case field::content_length:
      ++lengths_;
      return is_digits(value);  // Beast takes "5, 5"
    case field::transfer_encoding:
      ++codings_;
      return equal_ignoring_case(value, "chunked");  // Beast reads no body for a coding it does not know
    case field::content_type:
      return ++content_types_ == 1;
    case field::expect:
      expects_continue_ = equal_ignoring_case(value, "100-continue");
      return true;
    default:
      return true;
  }
}

void RequestParser::on_field_impl(field name, string_view name_text, string_view value, error_code& ec) {
  const auto key = to_std(name_text);
  const auto text = to_std(value);
  if (++fields_ > limits_.fields) return refuse(431, ec);
  if (is_folded(key, text)) return refuse(400, ec);
  if (in_trailers_) {
    // Nobody needs them; what would frame or route must not even be there (RFC 9110 6.5.1).
    const bool forbidden =
        name == field::host || name == field::content_length || name == field::transfer_encoding;
    if (forbidden) refuse(400, ec);
    return;
  }
  if (!note_framing(name, text)) return refuse(400, ec);
  message_.request.fields.push_back({key, text});
}

void RequestParser::on_header_impl(error_code& ec) {
  const bool is_11 = message_.request.version >= 11;
  if (lengths_ > 1 || codings_ > 1 || (codings_ != 0 && lengths_ != 0)) return refuse(400, ec);
  if (codings_ != 0 && !is_11) return refuse(400, ec);  // RFC 9112 6.1: framing is then in doubt
  if (hosts_ > 1 || (is_11 && hosts_ == 0)) return refuse(400, ec);
  Target target;
  if (!split_target(message_.request.method, message_.raw_target, target)) return refuse(400, ec);
  persistent_ = keep_alive();
  expects_continue_ = expects_continue_ && is_11;
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
  if (!length) message_.body_is_copied = true;
}

std::size_t RequestParser::on_body_impl(string_view body, error_code&) {
  if (message_.is_streamed) {
    message_.piece = to_std(body);
  } else if (message_.body_is_copied) {
    message_.body_text.append(body.data(), body.size());
  } else if (message_.body_view.data() == nullptr) {
    message_.body_view = to_std(body);
  } else {
    message_.body_view = {message_.body_view.data(), message_.body_view.size() + body.size()};
  }
  return body.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& ec) {
  // Extensions cost the reader and mean nothing to us: as much as a header may have is plenty (CWE-400).
  extra_bytes_ += extensions.size();
  if (extra_bytes_ > limits_.header_bytes) return refuse(400, ec);
  if (has_control(to_std(extensions))) return refuse(400, ec);  // Beast takes them within quotes
  in_trailers_ = size == 0;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view body, error_code&) {
  if (message_.is_streamed) {
    message_.piece = to_std(body);
  } else {
    message_.body_text.append(body.data(), body.size());
  }
  return body.size();
}

void RequestParser::on_finish_impl(error_code&) {
  message_.split();
  message_.request.body = message_.body_is_copied ? std::string_view{message_.body_text} : message_.body_view;
}

}  // namespace gatehouse::http
