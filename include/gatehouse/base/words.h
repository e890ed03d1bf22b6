#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads lists of words separated by spaces, such as the scope of a token (RFC 6749 3.3).

#include <string_view>

namespace gatehouse {

/// Returns whether a character may be in such a word: visible ASCII except `"` and `\` (NQCHAR of RFC 6749
/// appendix A), so that the word can be quoted.
[[nodiscard]] constexpr bool is_word_character(char c) noexcept {
  return c > ' ' && c <= '~' && c != '"' && c != '\\';
}

/// Removes the first word from the list and returns it. Returns an empty text at the end of the list.
[[nodiscard]] std::string_view take_word(std::string_view& list) noexcept;

/// Returns whether the list contains the word.
[[nodiscard]] bool has_word(std::string_view list, std::string_view word) noexcept;

}  // namespace gatehouse
