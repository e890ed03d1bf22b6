// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/words.h"

#include <algorithm>

namespace gatehouse {

std::string_view take_word(std::string_view& list) noexcept {
  list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
  const auto word = list.substr(0, list.find(' '));
  list.remove_prefix(word.size());
  return word;
}

bool has_word(std::string_view list, std::string_view word) noexcept {
  for (auto other = take_word(list); !other.empty(); other = take_word(list)) {
    if (other == word) return true;
  }
  return false;
}

}  // namespace gatehouse
