#pragma once
// SPDX-License-Identifier: Apache-2.0
// Lists of words between spaces, as a token's scope is (RFC 6749 3.3).

#include <string_view>

namespace gatehouse {

/// Whether a character may be in such a word: visible ASCII but `"` and `\`, so that it can stand between
/// quotes (NQCHAR of RFC 6749 appendix A).
[[nodiscard]] constexpr bool is_word_character(char c) noexcept {
  return c > ' ' && c <= '~' && c != '"' && c != '\\';
}

/// Takes the next word off the front of a list; empty at its end.
[[nodiscard]] std::string_view take_word(std::string_view& list) noexcept;

/// Whether the list has this word.
[[nodiscard]] bool has_word(std::string_view list, std::string_view word) noexcept;

}  // namespace gatehouse
