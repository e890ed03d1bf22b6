// SPDX-License-Identifier: Apache-2.0
#include "web/forms/field_parameters.h"

#include <algorithm>

#include "gatehouse/base/ascii.h"
#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {
namespace {

// Removes a quoted-string without its opening quote from the front of the text and returns its value. Returns
// nothing if it has no closing quote.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string value;
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '"') return value;
    // Browsers write a quote as %22 and do not escape the backslashes in Windows file names, so only \" and
    // \\ are escapes.
    if (c == '\\' && !text.empty() && (text.front() == '"' || text.front() == '\\')) {
      value += text.front();
      text.remove_prefix(1);
    } else {
      value += c;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FieldParameters::find(std::string_view name) const {
  for (const auto& [key, text] : parameters) {
    if (http::equal_ignoring_case(key, name)) return text;
  }
  return std::nullopt;
}

FieldParameters parse_field_parameters(std::string_view field) {
  FieldParameters parsed;
  auto semicolon = std::min(field.find(';'), field.size());
  parsed.value = trim(field.substr(0, semicolon));
  field.remove_prefix(semicolon);
  while (field.starts_with(';')) {
    field.remove_prefix(1);
    const auto equals = field.find_first_of("=;");
    if (equals == std::string_view::npos) break;
    const auto name = trim(field.substr(0, equals));
    if (field[equals] == ';') {
      field.remove_prefix(equals);
      continue;
    }
    field.remove_prefix(equals + 1);
    if (field.starts_with('"')) {
      field.remove_prefix(1);
      auto value = take_quoted(field);
      if (!value) break;
      parsed.parameters.emplace_back(name, std::move(*value));
      field.remove_prefix(std::min(field.find(';'), field.size()));
    } else {
      semicolon = std::min(field.find(';'), field.size());
      parsed.parameters.emplace_back(name, trim(field.substr(0, semicolon)));
      field.remove_prefix(semicolon);
    }
  }
  return parsed;
}

bool is_json_type(std::string_view content_type) {
  const auto type = fold_case(parse_field_parameters(content_type).value);
  return type == "application/json" || (type.starts_with("application/") && type.ends_with("+json"));
}

}  // namespace gatehouse::web::detail
