#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a route has between braces.

#include <string_view>

namespace gatehouse::web::detail {

/// "{name}" stands for one segment of a path, "{name:path}" for all that is left of it, slashes and all.
struct Placeholder {
  std::string_view name;
  bool is_rest = false;

  /// Reads what stands between the braces.
  static constexpr Placeholder parse(std::string_view text) {
    constexpr std::string_view rest = ":path";
    if (!text.ends_with(rest)) return {text};
    text.remove_suffix(rest.size());
    return {text, true};
  }
};

}  // namespace gatehouse::web::detail
