#pragma once
// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648) in the variants that tokens, HTTP and encoded password hashes use.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gatehouse {

/// The variants of Base64, apart from base64url.
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

/// Same as above, but returns the characters as a string.
[[nodiscard]] std::string encode_base64url(std::string_view bytes);

/// Decodes into `out`, which must have room for `text.size() * 3 / 4` bytes. Returns the number of bytes
/// written, or nothing for any text that `encode_base64url` does not write: padding, line breaks, other
/// characters, a single last character, or set bits after the last byte (RFC 4648 3.5). Each value therefore
/// has only one spelling.
[[nodiscard]] std::optional<std::size_t> decode_base64url(std::string_view text, char* out) noexcept;

/// Same as above, but returns the bytes as a string.
[[nodiscard]] std::optional<std::string> decode_base64url(std::string_view text);

/// Encodes `bytes` in one of the other variants.
[[nodiscard]] std::string encode_base64(Base64 form, std::string_view bytes);

/// Decodes one of the other variants into `out`, which must have room for `text.size()` bytes. Returns the
/// number of bytes written, or nothing for any text that `encode_base64` does not write.
[[nodiscard]] std::optional<std::size_t> decode_base64(Base64 form, std::string_view text,
                                                       char* out) noexcept;

/// Same as above, but returns the bytes as a string.
[[nodiscard]] std::optional<std::string> decode_base64(Base64 form, std::string_view text);

}  // namespace gatehouse
