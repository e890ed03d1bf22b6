#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses parts of encoded hashes (PHC strings and modular crypt format): fields, numbers and base64.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gatehouse/base/base64.h"

namespace gatehouse::crypto::detail {

/// Splits `text` at each `$`: "$a$b" has the fields "", "a" and "b". Returns the number of fields, or 0 if
/// there are more than `fields` has room for. The fields are views into `text`.
[[nodiscard]] std::size_t split_fields(std::string_view text, std::span<std::string_view> fields) noexcept;

/// Parses a decimal number below 2^32. Accepts only digits without a leading zero, so that each number has
/// one spelling (PHC string format, "Parameter values"; passlib is equally strict).
[[nodiscard]] std::optional<std::uint32_t> read_number(std::string_view text) noexcept;

/// Parses "m=256,t=2,p=1": exactly these names in this order, each with a number. Returns false
/// for anything else.
[[nodiscard]] bool read_parameters(std::string_view text, std::span<const std::string_view> names,
                                   std::span<std::uint32_t> values) noexcept;

/// Returns whether `text` contains only the 64 characters of crypt(3): `./0-9A-Za-z`.
[[nodiscard]] bool is_crypt_text(std::string_view text) noexcept;

/// The bytes of a salt or a digest.
class HashBytes {
 public:
  static constexpr std::size_t max_size = 192;

  [[nodiscard]] std::string_view view() const noexcept { return {data_.data(), size_}; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const unsigned char* data() const noexcept {
    return reinterpret_cast<const unsigned char*>(data_.data());
  }

 private:
  friend std::optional<HashBytes> decode_bytes(Base64 form, std::string_view text) noexcept;

  std::array<char, max_size / 3 * 4> data_;  // room for the text
  std::size_t size_ = 0;
};

/// Decodes at most `HashBytes::max_size` bytes. Returns nothing for any text that `encode_base64` does not
/// write: hashes are compared as text.
[[nodiscard]] std::optional<HashBytes> decode_bytes(Base64 form, std::string_view text) noexcept;

}  // namespace gatehouse::crypto::detail
