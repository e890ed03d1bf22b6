#pragma once
// SPDX-License-Identifier: Apache-2.0
// Suggests what somebody who mistyped a name most likely meant.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse::server {

/// Returns how many letters must be added, dropped, changed or swapped with a neighbour to turn `a` into `b`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Returns the candidate nearest to `name`, or nullopt if none is near enough. A candidate that ends with
/// `separator` and `name` is preferred to all others.
[[nodiscard]] std::optional<std::string> closest_name(std::string_view name,
                                                      std::span<const std::string> candidates,
                                                      char separator);

/// Returns the names separated by commas: "a, b, c".
template <class Names>
[[nodiscard]] std::string join_names(const Names& names) {
  std::string text;
  for (const auto& name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

}  // namespace gatehouse::server
