#pragma once
// SPDX-License-Identifier: Apache-2.0
// How bcrypt's cost, salt and digest are written: `$2b$12$`, 22 characters of salt, 31 of digest.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "crypto/lanes/eksblowfish.h"

namespace gatehouse::crypto::detail {

/// What a bcrypt text asks for.
struct BcryptSetting {
  static constexpr std::size_t text_size = 29;  ///< of the setting
  static constexpr std::size_t hash_size = 60;  ///< with the digest

  KeyForm form = KeyForm::plain;
  int cost = 0;  ///< 4 to 31: 2^cost rounds
  std::array<std::byte, 16> salt{};
};

/// Reads the setting that `text` begins with: of `$2a$`, `$2b$` or `$2y$`. Not of `$2x$`, which keeps an old
/// library's mistake on purpose (CVE-2011-2483). The four spare bits of the salt's last character are
/// ignored, as everywhere.
[[nodiscard]] std::optional<BcryptSetting> read_bcrypt_setting(std::string_view text) noexcept;

/// The text of a new `$2b$` setting. `cost` is of two digits at most.
[[nodiscard]] std::string write_bcrypt_setting(int cost, std::span<const std::byte, 16> salt);

/// The 31 characters of a digest.
[[nodiscard]] std::string write_bcrypt_digest(std::span<const std::byte, 23> digest);

}  // namespace gatehouse::crypto::detail
