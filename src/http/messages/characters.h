#pragma once
// SPDX-License-Identifier: Apache-2.0
// The character classes of HTTP's grammar.

#include <array>
#include <cstddef>
#include <string_view>

namespace gatehouse::http {

namespace detail {

/// Makes a table of letters, digits and `marks`, indexed by byte.
constexpr std::array<bool, 256> alphanumeric_and(std::string_view marks) {
  std::array<bool, 256> table{};
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = table[c - 0x20] = true;
  for (const char c : marks) table[static_cast<unsigned char>(c)] = true;
  return table;
}

inline constexpr auto token_characters = alphanumeric_and("!#$%&'*+-.^_`|~");

}  // namespace detail

/// Returns whether `c` may be part of a token (RFC 9110 5.6.2).
[[nodiscard]] constexpr bool is_token_character(char c) noexcept {
  return detail::token_characters[static_cast<unsigned char>(c)];
}

/// Returns the length of the token at the start of `text`, such as a method or the name of a field.
[[nodiscard]] constexpr std::size_t token_size(std::string_view text) noexcept {
  std::size_t size = 0;
  while (size < text.size() && is_token_character(text[size])) ++size;
  return size;
}

/// Returns whether the whole text is a token.
[[nodiscard]] constexpr bool is_token(std::string_view text) noexcept {
  return !text.empty() && token_size(text) == text.size();
}

/// Returns whether `c` is a control character other than the tab. The head of a request must not contain one
/// (RFC 9110 5.5).
[[nodiscard]] constexpr bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

/// Returns the first such control character of [begin, end), or `end`.
[[nodiscard]] const char* find_control(const char* begin, const char* end) noexcept;

}  // namespace gatehouse::http
