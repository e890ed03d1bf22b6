// SPDX-License-Identifier: Apache-2.0
#include "auth/scope.h"

#include <algorithm>

namespace gatehouse::auth {
namespace {

/// Takes the next word off the front of a list; empty at its end.
std::string_view take_word(std::string_view& list) {
  list.remove_prefix(std::min(list.find_first_not_of(' '), list.size()));
  const auto word = list.substr(0, list.find(' '));
  list.remove_prefix(word.size());
  return word;
}

bool contains(std::string_view list, std::string_view word) {
  for (auto other = take_word(list); !other.empty(); other = take_word(list)) {
    if (other == word) return true;
  }
  return false;
}

/// NQCHAR of RFC 6749 appendix A.
bool is_scope_character(char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; }

}  // namespace

std::optional<std::string> parse_scope(std::string_view text) {
  if (text.size() > max_scope) return std::nullopt;
  std::string list;
  for (auto word = take_word(text); !word.empty(); word = take_word(text)) {
    if (!std::ranges::all_of(word, is_scope_character)) return std::nullopt;
    if (contains(list, word)) continue;
    if (!list.empty()) list += ' ';
    list += word;
  }
  return list;
}

bool is_within(std::string_view some, std::string_view all) {
  for (auto word = take_word(some); !word.empty(); word = take_word(some)) {
    if (!contains(all, word)) return false;
  }
  return true;
}

}  // namespace gatehouse::auth
