#pragma once
// SPDX-License-Identifier: Apache-2.0
// base64url without padding (RFC 4648 section 5, RFC 7515 section 2): the letters of tokens.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse::crypto {

/// How many characters `bytes` bytes become.
[[nodiscard]] constexpr std::size_t base64url_size(std::size_t bytes) noexcept {
  return bytes / 3 * 4 + (bytes % 3 == 0 ? 0 : bytes % 3 + 1);
}

/// Writes `base64url_size(bytes.size())` characters to `out`, without an end mark.
void encode_base64url(std::string_view bytes, char* out) noexcept;

/// The same, as a string.
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

/// Decodes into `out`, which has room for `text.size() * 3 / 4` bytes, and returns how many were written.
/// Nothing for any text that `encode_base64url` does not write: padding, line breaks, other letters, a lone
/// last character, and set bits behind the last byte (RFC 4648 3.5: one value, one spelling).
[[nodiscard]] std::optional<std::size_t> decode_base64url(std::string_view text, char* out) noexcept;

/// The same, as a string of bytes.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace gatehouse::crypto
