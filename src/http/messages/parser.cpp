// SPDX-License-Identifier: Apache-2.0

#include "http/messages/parser.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "gatehouse/base/ascii.h"
#include "gatehouse/http/list_field.h"
#include "http/messages/characters.h"
#include "http/messages/chunk_header.h"
#include "http/messages/target.h"

namespace gatehouse::http {
namespace {

constexpr std::string_view body_too_long = "the body is too long";
constexpr std::string_view malformed_chunk = "a chunk is malformed";
constexpr std::string_view malformed_line = "a line is malformed";
constexpr std::string_view too_many_fields = "there are too many fields";

/// Splits a field line. Returns false if it has no name, has a space before the colon, or continues the
/// previous line; parsers disagree most often on these (RFC 9112 5.1, 5.2).
bool split_field(std::string_view line, Field& out) noexcept {
  const auto size = token_size(line);
  if (size == 0 || size == line.size() || line[size] != ':') return false;
  out.name = line.substr(0, size);
  out.value = trim(line.substr(size + 1));
  return true;
}

/// Returns whether `c` is neither white space nor a control character. It may be non-ASCII.
bool is_visible(char c) noexcept { return static_cast<unsigned char>(c) > ' ' && c != 0x7f; }

bool is_framing(std::string_view name) noexcept {
  return equal_ignoring_case(name, "content-length") || equal_ignoring_case(name, "transfer-encoding") ||
         equal_ignoring_case(name, "host");
}

}  // namespace

void RequestParser::plan_body(std::uint64_t most) noexcept {
  is_planned_ = true;
  allowed_ = most;
  if (content_length_ && *content_length_ > most) refuse(413, body_too_long);
}

std::size_t RequestParser::parse(std::string_view input) {
  if (!is_header_done()) return parse_head(input);
  if (!is_planned_ || is_done()) return 0;
  return is_chunked_ ? parse_chunks(input) : take_data(input);
}

std::size_t RequestParser::parse_head(std::string_view input) {
  // The limit counts from the first byte, however the header was split into pieces.
  input = input.substr(0, limits_.header_bytes - head_taken_);
  std::size_t taken = 0;
  while (!is_header_done() && refusal_ == 0) {
    std::string_view line;
    const auto found = lines_.read(input.substr(taken), line);
    if (found == LineReader::Result::malformed) reject(malformed_line);
    if (found == LineReader::Result::unfinished && head_taken_ + input.size() >= limits_.header_bytes)
      refuse(431, "the header is too long");
    if (found != LineReader::Result::line) break;
    taken += line.size() + line_end.size();
    take_head_line(line);
  }
  head_taken_ += taken;
  return taken;
}

void RequestParser::take_head_line(std::string_view line) {
  if (state_ == State::request_line) return take_request_line(line);
  if (line.empty()) return finish_head();
  take_field(line);
}

void RequestParser::take_request_line(std::string_view line) noexcept {
  const auto method_size = token_size(line);
  const auto target = line.substr(std::min(method_size + 1, line.size()));
  std::size_t target_size = 0;
  while (target_size < target.size() && is_visible(target[target_size])) ++target_size;
  const auto rest = target.substr(target_size);
  const bool is_11 = rest == " HTTP/1.1";
  if (!is_11 && rest != " HTTP/1.0") return refuse(400, "the request line has no known version of HTTP");
  if (method_size == 0 || line[method_size] != ' ' || target_size == 0)
    return refuse(400, "the request line is malformed");
  message_.request.method = line.substr(0, method_size);
  message_.raw_target = target.substr(0, target_size);
  message_.request.version = is_11 ? 11 : 10;
  state_ = State::fields;
}

void RequestParser::take_field(std::string_view line) {
  if (++fields_ > limits_.fields) return refuse(431, too_many_fields);
  Field field;
  if (!split_field(line, field)) return refuse(400, "a field line is malformed");
  if (!note_framing(field)) return;
  message_.request.fields.push_back(field);
}

bool RequestParser::note_framing(const Field& field) noexcept {
  const auto is = [&](std::string_view name) { return equal_ignoring_case(field.name, name); };
  switch (field.name.size()) {
    case 4:
      return !is("host") || note_host(field.value);
    case 6:
      if (is("expect")) expects_continue_ = expects_continue_ || has_token(field.value, "100-continue");
      return true;
    case 10:
      return !is("connection") || note_connection(field.value);
    case 12:
      return !is("content-type") || ++content_types_ == 1 || reject("there are two Content-Type fields");
    case 14:
      return !is("content-length") || note_length(field.value);
    case 17:
      if (!is("transfer-encoding")) return true;
      // No other coding is supported, and a body must not be misread. A list with empty elements
      // is refused too.
      if (is_chunked_ || !equal_ignoring_case(field.value, "chunked"))
        return reject("the transfer coding is not chunked alone");
      is_chunked_ = true;
      return true;
    default:
      return true;
  }
}

bool RequestParser::note_host(std::string_view value) noexcept {
  Authority parts;
  if (++hosts_ > 1) return reject("there are two Host fields");
  return split_authority(value, parts) || reject("the Host field is malformed");
}

bool RequestParser::note_connection(std::string_view options) noexcept {
  ListReader list{options};
  while (const auto element = list.next()) {
    const auto option = element->text();
    if (!is_token(option)) return reject("the Connection field is malformed");
    asks_to_close_ = asks_to_close_ || equal_ignoring_case(option, "close");
    asks_to_keep_ = asks_to_keep_ || equal_ignoring_case(option, "keep-alive");
  }
  return true;
}

bool RequestParser::note_length(std::string_view value) noexcept {
  if (content_length_)
    // Refused even if both are equal, or if they are in one list such as "5, 5".
    return reject("there are two Content-Length fields");
  std::uint64_t length = 0;
  const auto* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, length);  // accepts digits only
  if (read.ec != std::errc{} || read.ptr != end) return reject("the Content-Length is not a number");
  content_length_ = length;
  return true;
}

void RequestParser::finish_head() noexcept {
  const bool is_11 = message_.request.version == 11;
  if (is_chunked_ && content_length_) return refuse(400, "a chunked body has a Content-Length");
  // RFC 9112 6.1: the framing is ambiguous.
  if (is_chunked_ && !is_11) return refuse(400, "a request of HTTP/1.0 has a chunked body");
  if (is_11 && hosts_ == 0) return refuse(400, "there is no Host field");
  if (!message_.split()) return refuse(400, "the target is malformed");
  is_persistent_ = !asks_to_close_ && (is_11 || asks_to_keep_);
  expects_continue_ = expects_continue_ && is_11;
  remaining_ = content_length_.value_or(0);
  if (is_chunked_) {
    message_.body_is_copied = true;
    state_ = State::chunk_header;
  } else if (remaining_ != 0) {
    state_ = State::body;
  } else {
    finish();
  }
}

std::size_t RequestParser::take_data(std::string_view input) {
  const auto data = input.substr(0, std::min<std::uint64_t>(remaining_, input.size()));
  if (message_.is_streamed) {
    message_.piece = data;
  } else if (message_.body_is_copied) {
    message_.body_text.append(data);
  } else if (message_.body_view.data() == nullptr) {
    message_.body_view = data;
  } else {
    message_.body_view = {message_.body_view.data(), message_.body_view.size() + data.size()};
  }
  remaining_ -= data.size();
  if (remaining_ == 0) {
    if (is_chunked_) {
      state_ = State::chunk_end;
    } else {
      finish();
    }
  }
  return data.size();
}

std::size_t RequestParser::parse_chunks(std::string_view input) {
  std::size_t taken = 0;
  while (taken < input.size() && !is_done() && refusal_ == 0) {
    const auto rest = input.substr(taken);
    if (state_ == State::chunk_data) {
      taken += take_data(rest);
      if (message_.is_streamed) break;  // the handler takes one piece at a time
      continue;
    }
    // The line end after the data is not a line of its own: no byte may precede it.
    if (state_ == State::chunk_end && rest.front() != line_end.front()) reject(malformed_chunk);
    std::string_view line;
    const auto found = lines_.read(rest, line);
    if (found == LineReader::Result::malformed) reject(malformed_line);
    if (refusal_ != 0 || found != LineReader::Result::line) break;
    taken += line.size() + line_end.size();
    take_chunk_line(line);
  }
  return taken;
}

void RequestParser::take_chunk_line(std::string_view line) {
  if (state_ == State::chunk_header) return take_chunk_header(line);
  if (state_ == State::trailers) return line.empty() ? finish() : take_trailer(line);
  state_ = State::chunk_header;
}

void RequestParser::take_chunk_header(std::string_view line) noexcept {
  ChunkHeader header;
  if (!parse_chunk_header(line, header)) return refuse(400, malformed_chunk);
  // Extensions have no meaning for this server. Together they may be as long as a header (CWE-400).
  extra_bytes_ += header.extension_bytes;
  if (extra_bytes_ > limits_.header_bytes) return refuse(400, "the chunk extensions are too long");
  if (header.size > allowed_) return refuse(413, body_too_long);
  allowed_ -= header.size;
  remaining_ = header.size;
  state_ = header.size == 0 ? State::trailers : State::chunk_data;
}

// Trailers are ignored. Fields for framing or routing are refused, because they must not be trailers
// (RFC 9110 6.5.1).
void RequestParser::take_trailer(std::string_view line) noexcept {
  if (++fields_ > limits_.fields) return refuse(431, too_many_fields);
  extra_bytes_ += line.size();
  Field field;
  if (extra_bytes_ > limits_.header_bytes || !split_field(line, field) || is_framing(field.name))
    return refuse(400, "the trailers are malformed or too long");
}

void RequestParser::finish() noexcept {
  state_ = State::done;
  message_.request.body = message_.body_is_copied ? std::string_view{message_.body_text} : message_.body_view;
}

}  // namespace gatehouse::http
