#pragma once
// SPDX-License-Identifier: Apache-2.0
// A placeholder of a route, which is written between braces.

#include <string_view>

namespace gatehouse::web::detail {

/// "{name}" matches one segment of a path; "{name:path}" matches the rest of the path, including slashes.
struct Placeholder {
  std::string_view name;
  bool is_rest = false;

  /// Parses the text between the braces.
  static constexpr Placeholder parse(std::string_view text) {
    constexpr std::string_view rest = ":path";
    if (!text.ends_with(rest)) return {text};
    text.remove_suffix(rest.size());
    return {text, true};
  }
};

}  // namespace gatehouse::web::detail
