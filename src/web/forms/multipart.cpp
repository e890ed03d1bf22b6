// SPDX-License-Identifier: Apache-2.0
#include "web/forms/multipart.h"

#include <algorithm>
#include <utility>

#include "gatehouse/http/request.h"
#include "gatehouse/schema/utf8.h"
#include "web/forms/field_parameters.h"

namespace gatehouse::web::detail {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t max_boundary = 70;
constexpr std::size_t max_padding = 256;    // white space after a boundary
constexpr std::size_t max_head = 8 * 1024;  // header of a part (CWE-770)

// Removes the text up to and including `mark` from the front, and returns it without the mark.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto taken = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return taken;
}

// Parses the header lines of a part.
std::optional<PartHead> parse_head(std::string_view head) {
  std::optional<PartHead> part;
  std::string content_type;
  while (!head.empty()) {
    const auto line = take_until(head, line_end);
    if (!line) return std::nullopt;
    const auto colon = line->find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto name = line->substr(0, colon);
    if (http::equal_ignoring_case(name, "Content-Type")) {
      auto value = line->substr(colon + 1);
      while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
      content_type = schema::to_valid_utf8(value);
    }
    if (!http::equal_ignoring_case(name, "Content-Disposition")) continue;
    const auto field = parse_field_parameters(line->substr(colon + 1));
    if (part || !http::equal_ignoring_case(field.value, "form-data")) return std::nullopt;
    const auto part_name = field.find("name");
    if (!part_name) return std::nullopt;
    part.emplace().name = schema::to_valid_utf8(*part_name);
    if (const auto filename = field.find("filename")) part->filename = schema::to_valid_utf8(*filename);
  }
  if (part) part->content_type = std::move(content_type);
  return part;
}

}  // namespace

std::optional<std::string> find_boundary(std::string_view content_type) {
  auto boundary = parse_field_parameters(content_type).find("boundary");
  if (!boundary || boundary->empty() || boundary->size() > max_boundary) return std::nullopt;
  return boundary;
}

MultipartParser::MultipartParser(std::string_view boundary, std::size_t most, PartSink& sink)
    : delimiter_("\r\n--" + std::string{boundary}),
      most_(most),
      sink_(sink),
      pending_(line_end) {}  // the body may begin with a boundary

bool MultipartParser::feed(std::string_view bytes) {
  if (is_done()) return true;
  // Most bytes are searched in place. Only the rest of the previous call is joined with the new bytes.
  std::string joined;
  std::string_view rest = bytes;
  if (!pending_.empty()) {
    joined = std::exchange(pending_, {});
    joined += bytes;
    rest = joined;
  }
  for (;;) {
    switch (step(rest)) {
      case Step::next:
        if (is_done()) return true;
        break;
      case Step::more:
        pending_ = rest;
        return true;
      case Step::broken:
        return false;
    }
  }
}

MultipartParser::Step MultipartParser::step(std::string_view& rest) {
  switch (state_) {
    case State::preamble:
      return skip_preamble(rest);
    case State::boundary_end:
      return end_boundary(rest);
    case State::head:
      return read_head(rest);
    case State::content:
      return read_content(rest);
    case State::done:
      break;
  }
  return Step::more;
}

MultipartParser::Step MultipartParser::skip_preamble(std::string_view& rest) {
  if (take_until(rest, delimiter_)) {
    state_ = State::boundary_end;
    return Step::next;
  }
  if (rest.size() >= delimiter_.size()) rest.remove_prefix(rest.size() - delimiter_.size() + 1);
  return Step::more;
}

MultipartParser::Step MultipartParser::end_boundary(std::string_view& rest) {
  if (rest.size() < 2) return Step::more;
  if (rest.starts_with("--")) {
    state_ = State::done;
    return Step::next;
  }
  // Skips white space that transports may have added, then the end of the line.
  const auto padding = rest.find_first_not_of(" \t");
  if (padding > max_padding && rest.size() > max_padding) return Step::broken;
  if (padding == std::string_view::npos || rest.size() - padding < line_end.size()) return Step::more;
  if (rest.substr(padding, line_end.size()) != line_end || parts_ == most_) return Step::broken;
  rest.remove_prefix(padding + line_end.size());
  ++parts_;
  state_ = State::head;
  return Step::next;
}

MultipartParser::Step MultipartParser::read_head(std::string_view& rest) {
  const auto end = rest.find(head_end);
  const auto head = rest.substr(0, end == std::string_view::npos ? end : end + line_end.size());
  if (head.size() > max_head || head.find(delimiter_) != std::string_view::npos) return Step::broken;
  if (end == std::string_view::npos) return rest.starts_with(line_end) ? Step::broken : Step::more;
  // A boundary directly after the empty line would share the line's end with it. Parsers disagree on whether
  // it counts, so it is refused.
  const std::string_view boundary = std::string_view{delimiter_}.substr(line_end.size());
  const auto behind = rest.substr(end + head_end.size(), boundary.size());
  if (boundary.starts_with(behind)) return behind == boundary ? Step::broken : Step::more;
  auto part = parse_head(head);
  if (!part) return Step::broken;
  rest.remove_prefix(end + head_end.size());
  sink_.begin_part(std::move(*part));
  state_ = State::content;
  return Step::next;
}

MultipartParser::Step MultipartParser::read_content(std::string_view& rest) {
  if (const auto content = take_until(rest, delimiter_)) {
    if (!content->empty()) sink_.add(*content);
    sink_.end_part();
    state_ = State::boundary_end;
    return Step::next;
  }
  // The end of the input may be the beginning of the delimiter, so it is kept.
  const auto kept = std::min(rest.size(), delimiter_.size() - 1);
  const auto tail = rest.substr(rest.size() - kept).find('\r');
  const auto sure = tail == std::string_view::npos ? rest.size() : rest.size() - kept + tail;
  if (sure > 0) sink_.add(rest.substr(0, sure));
  rest.remove_prefix(sure);
  return Step::more;
}

}  // namespace gatehouse::web::detail
