// SPDX-License-Identifier: Apache-2.0
#include "web/multipart.h"

#include "gatehouse/http/request.h"
#include "gatehouse/schema/utf8.h"
#include "web/field_parameters.h"

namespace gatehouse::web::detail {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t max_boundary = 70;

// Takes the text up to `mark` and the mark itself off the front.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto taken = text.substr(0, at);
  text.remove_prefix(at + mark.size());
  return taken;
}

// Reads the part's header lines for its Content-Disposition; others (Content-Type) don't matter to a text
// field.
std::optional<FormPart> read_head(std::string_view head) {
  std::optional<FormPart> part;
  while (!head.empty()) {
    const auto line = take_until(head, line_end);
    if (!line) return std::nullopt;
    const auto colon = line->find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (!http::equal_ignoring_case(line->substr(0, colon), "Content-Disposition")) continue;
    const auto field = parse_field_parameters(line->substr(colon + 1));
    if (part || !http::equal_ignoring_case(field.value, "form-data")) return std::nullopt;
    const auto name = field.find("name");
    if (!name) return std::nullopt;
    part = FormPart{schema::to_valid_utf8(*name), {}, field.find("filename").has_value()};
  }
  return part;
}

}  // namespace

std::optional<std::string> find_boundary(std::string_view content_type) {
  auto boundary = parse_field_parameters(content_type).find("boundary");
  if (!boundary || boundary->empty() || boundary->size() > max_boundary) return std::nullopt;
  return boundary;
}

std::optional<std::vector<FormPart>> parse_multipart(std::string_view body, std::string_view boundary,
                                                     std::size_t most) {
  const std::string dash_boundary = "--" + std::string{boundary};
  const std::string delimiter = "\r\n" + dash_boundary;
  std::vector<FormPart> parts;
  // A preamble may stand before the first delimiter, which then begins a line.
  if (body.starts_with(dash_boundary)) {
    body.remove_prefix(dash_boundary.size());
  } else if (!take_until(body, delimiter)) {
    return std::nullopt;
  }
  while (!body.starts_with("--")) {
    // Behind a delimiter: white space that transports may have added, then the line's end.
    const auto padding = take_until(body, line_end);
    if (!padding || padding->find_first_not_of(" \t") != std::string_view::npos || parts.size() == most) {
      return std::nullopt;
    }
    const auto content = take_until(body, delimiter);
    if (!content) return std::nullopt;
    const auto head_end = content->find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    auto part = read_head(content->substr(0, head_end + line_end.size()));
    if (!part) return std::nullopt;
    part->content = content->substr(head_end + 2 * line_end.size());
    parts.push_back(std::move(*part));
  }
  return parts;
}

}  // namespace gatehouse::web::detail
