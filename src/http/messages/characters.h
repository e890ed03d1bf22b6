#pragma once
// SPDX-License-Identifier: Apache-2.0
// Classes of the bytes that HTTP's grammar is made of.

#include <array>
#include <cstddef>
#include <string_view>

namespace gatehouse::http {

namespace detail {

/// By byte: letters, digits and `marks`.
constexpr std::array<bool, 256> alphanumeric_and(std::string_view marks) {
  std::array<bool, 256> table{};
  for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = table[c - 0x20] = true;
  for (const char c : marks) table[static_cast<unsigned char>(c)] = true;
  return table;
}

inline constexpr auto token_characters = alphanumeric_and("!#$%&'*+-.^_`|~");

}  // namespace detail

/// Whether a token may hold `c` (RFC 9110 5.6.2).
[[nodiscard]] constexpr bool is_token_character(char c) noexcept {
  return detail::token_characters[static_cast<unsigned char>(c)];
}

/// How long the token is that `text` begins with: a method, a field's name.
[[nodiscard]] constexpr std::size_t token_size(std::string_view text) noexcept {
  std::size_t size = 0;
  while (size < text.size() && is_token_character(text[size])) ++size;
  return size;
}

/// Whether `text` is a token.
[[nodiscard]] constexpr bool is_token(std::string_view text) noexcept {
  return !text.empty() && token_size(text) == text.size();
}

/// Whether `c` is a control character other than the tab: no part of a request's head may hold one (RFC 9110
/// 5.5).
[[nodiscard]] constexpr bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

/// The first such control character of [begin, end), or `end`.
[[nodiscard]] const char* find_control(const char* begin, const char* end) noexcept;

}  // namespace gatehouse::http
