#pragma once
// SPDX-License-Identifier: Apache-2.0
// Functions for ASCII letters and digits as protocols use them, independent of the locale.

#include <string>
#include <string_view>

namespace gatehouse {

/// The hexadecimal digits; the index of each is its value.
inline constexpr std::string_view hex_digits = "0123456789abcdef";

/// Appends the two hexadecimal digits of a byte, in lower case.
inline void append_hex(std::string& out, unsigned char byte) {
  out += hex_digits[byte >> 4];
  out += hex_digits[byte & 15];
}

/// Returns the value of a hexadecimal digit of either case, or -1.
[[nodiscard]] constexpr int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Returns `text` with the letters A to Z in lower case and all other bytes unchanged.
[[nodiscard]] std::string fold_case(std::string_view text);

/// Returns `text` without the spaces and tabs around it (OWS of RFC 9110 5.6.3). The result is always a view
/// into `text`, even if it is empty.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

}  // namespace gatehouse
