#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads and writes the text of bcrypt hashes: `$2b$12$`, 22 characters of salt, 31 of digest.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/lanes/eksblowfish.h"

namespace gatehouse::crypto::detail {

/// The setting in a bcrypt text.
struct BcryptSetting {
  static constexpr std::size_t text_size = 29;  ///< length of the setting
  static constexpr std::size_t hash_size = 60;  ///< length including the digest

  KeyForm form = KeyForm::plain;
  int cost = 0;  ///< from 4 to 31; the hash has 2^cost rounds
  std::array<std::byte, 16> salt{};
};

/// Reads the setting at the start of `text`, for `$2a$`, `$2b$` or `$2y$`. Refuses `$2x$`, which deliberately
/// reproduces a bug of an old library (CVE-2011-2483). The four unused bits of the last character of the salt
/// are ignored, as in other implementations.
[[nodiscard]] std::optional<BcryptSetting> read_bcrypt_setting(std::string_view text) noexcept;

/// Returns the text of a new `$2b$` setting. `cost` must have at most two digits.
[[nodiscard]] std::string write_bcrypt_setting(int cost, std::span<const std::byte, 16> salt);

/// Returns the 31 characters of a digest.
[[nodiscard]] std::string write_bcrypt_digest(std::span<const std::byte, 23> digest);

}  // namespace gatehouse::crypto::detail
