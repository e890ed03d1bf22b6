// SPDX-License-Identifier: Apache-2.0
#include "auth/scope.h"

#include <algorithm>

#include "gatehouse/base/words.h"

namespace gatehouse::auth {
namespace {

void append_word(std::string& list, std::string_view word) {
  if (!list.empty()) list += ' ';
  list += word;
}

/// Returns the words of `list` for which `is_wanted` returns true.
template <class Predicate>
std::string pick(std::string_view list, const Predicate& is_wanted) {
  std::string picked;
  for (auto word = take_word(list); !word.empty(); word = take_word(list)) {
    if (is_wanted(word)) append_word(picked, word);
  }
  return picked;
}

}  // namespace

std::optional<std::string> parse_scope(std::string_view text) {
  if (text.size() > max_scope) return std::nullopt;
  std::string list;
  for (auto word = take_word(text); !word.empty(); word = take_word(text)) {
    if (!std::ranges::all_of(word, is_word_character)) return std::nullopt;
    if (!has_word(list, word)) append_word(list, word);
  }
  return list;
}

std::optional<std::string> parse_scope(const std::vector<std::string>& words) {
  std::string list;
  for (const auto& word : words) {
    if (word.empty() || !std::ranges::all_of(word, is_word_character)) return std::nullopt;
    append_word(list, word);
  }
  return parse_scope(list);
}

std::string without_own_scopes(std::string_view scope) {
  return pick(scope, [](std::string_view word) { return !word.starts_with("gatehouse:"); });
}

std::vector<std::string> words_of(std::string_view scope) {
  std::vector<std::string> words;
  for (auto word = take_word(scope); !word.empty(); word = take_word(scope)) words.emplace_back(word);
  return words;
}

bool is_within(std::string_view some, std::string_view all) {
  for (auto word = take_word(some); !word.empty(); word = take_word(some)) {
    if (!has_word(all, word)) return false;
  }
  return true;
}

std::string join_scopes(std::string_view one, std::string_view other) {
  std::string all{one};
  for (auto word = take_word(other); !word.empty(); word = take_word(other)) {
    if (!has_word(one, word)) append_word(all, word);
  }
  return all;
}

std::string common_scope(std::string_view one, std::string_view other) {
  return pick(one, [&](std::string_view word) { return has_word(other, word); });
}

std::string without_scope(std::string_view one, std::string_view other) {
  return pick(one, [&](std::string_view word) { return !has_word(other, word); });
}

}  // namespace gatehouse::auth
