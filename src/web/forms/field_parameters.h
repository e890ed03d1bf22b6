#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses header fields of the form `value; name=value; name="quoted value"` (RFC 9110 5.6.6).

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::web::detail {

/// The value of a field and its parameters.
struct FieldParameters {
  std::string_view value;  ///< the text before the first ";", without white space around it
  std::vector<std::pair<std::string_view, std::string>> parameters;

  /// Returns the first parameter with this name, ignoring case.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
};

/// Parses a field. Stops at the first malformed part and returns what came before it.
[[nodiscard]] FieldParameters parse_field_parameters(std::string_view field);

/// Returns whether a Content-Type is JSON: application/json, or a type that ends in "+json" (RFC 6839 3.1).
[[nodiscard]] bool is_json_type(std::string_view content_type);

}  // namespace gatehouse::web::detail
