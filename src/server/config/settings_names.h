#pragma once
// SPDX-License-Identifier: Apache-2.0
// What somebody who mistyped a name most likely meant.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gatehouse::server {

/// How many letters must be added, dropped, changed or swapped with their neighbour to turn `a` into `b`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate nearest to `name`, if any is near enough to be meant. One that equals `name` but for a
/// section in front, parted by `separator`, comes before all others.
[[nodiscard]] std::optional<std::string> closest_name(std::string_view name,
                                                      std::span<const std::string> candidates,
                                                      char separator);

/// "a, b, c"
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
