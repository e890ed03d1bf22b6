// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_names.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gatehouse::server {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the table of optimal string alignment: the row before the last, the last and
  // the current one.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::optional<std::string> closest_name(std::string_view name, std::span<const std::string> candidates,
                                        char separator) {
  const std::string ending = separator + std::string{name};
  for (const auto& candidate : candidates) {
    if (candidate.ends_with(ending)) return candidate;
  }
  // The name may have any length, but no candidate is near to a very long one.
  if (name.size() > 100) return std::nullopt;
  std::optional<std::string> nearest;
  std::size_t least = std::max<std::size_t>(2, name.size() / 4) + 1;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace gatehouse::server
