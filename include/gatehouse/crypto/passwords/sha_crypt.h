#pragma once
// SPDX-License-Identifier: Apache-2.0
// Verifies SHA-crypt hashes of Unix systems and passlib, computed by libxcrypt.

#include <cstdint>

#include "gatehouse/crypto/passwords/verifying_scheme.h"

namespace gatehouse::crypto {

/// Verifies `$5$` (sha256-crypt) and `$6$` (sha512-crypt), with `rounds=` or with the default of 5000 rounds.
class ShaCryptScheme final : public VerifyingScheme {
 public:
  /// `max_rounds` is the limit of stored hashes. passlib's default is 656,000. 1.5 million rounds take about
  /// 1 s of a core.
  explicit ShaCryptScheme(std::uint32_t max_rounds = 1'500'000) : max_rounds_(max_rounds) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "sha_crypt"; }
  /// The limit of libxcrypt.
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 511; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  std::uint32_t max_rounds_;
};

}  // namespace gatehouse::crypto
