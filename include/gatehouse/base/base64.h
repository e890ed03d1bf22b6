#pragma once
// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648) in the spellings that tokens, HTTP and encoded password hashes use.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// The spellings of Base64.
enum class Base64 {
  unpadded,  ///< RFC 4648 section 4 without `=`, as in the PHC string format
  adapted,   ///< passlib's ab64: unpadded, with `.` in place of `+`
  padded,    ///< RFC 4648 section 4, in groups of four
};

/// Returns the number of characters that `bytes` bytes have in base64url.
[[nodiscard]] constexpr std::size_t base64url_size(std::size_t bytes) noexcept {
  return bytes / 3 * 4 + (bytes % 3 == 0 ? 0 : bytes % 3 + 1);
}

/// Writes base64url without padding (RFC 4648 section 5, RFC 7515 section 2) to `out`:
/// `base64url_size(bytes.size())` characters, without a terminating NUL.
void encode_base64url(std::string_view bytes, char* out) noexcept;

/// The same, as a string.
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

/// Decodes into `out`, which must have room for `text.size() * 3 / 4` bytes, and returns the number of bytes
/// written. Returns nothing for any text that `encode_base64url` does not write: padding, line breaks, other
/// characters, a single last character, and set bits behind the last byte (RFC 4648 3.5: each value has one
/// spelling).
[[nodiscard]] std::optional<std::size_t> decode_base64url(std::string_view text, char* out) noexcept;

/// The same, as a string of bytes.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

/// Encodes in one of the other spellings.
[[nodiscard]] std::string encode_base64(Base64 form, std::string_view bytes);

/// Decodes one of the other spellings into `out`, which must have room for `text.size()` bytes, and returns
/// the number of bytes written. Returns nothing for any text that `encode_base64` does not write.
[[nodiscard]] std::optional<std::size_t> decode_base64(Base64 form, std::string_view text,
                                                       char* out) noexcept;

/// The same, as a string of bytes.
[[nodiscard]] std::optional<std::string> decode_base64(Base64 form, std::string_view text);

}  // namespace gatehouse
