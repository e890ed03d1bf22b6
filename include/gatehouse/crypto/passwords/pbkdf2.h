#pragma once
// SPDX-License-Identifier: Apache-2.0
// Verifies PBKDF2-HMAC hashes (RFC 8018 5.2) made by passlib and Django, computed by OpenSSL.

#include <cstdint>

#include "gatehouse/crypto/passwords/verifying_scheme.h"

namespace gatehouse::crypto {

/// Verifies `$pbkdf2$`, `$pbkdf2-sha256$` and `$pbkdf2-sha512$` (passlib: rounds, salt and digest in
/// passlib's variant of base64), and `pbkdf2_sha1$` and `pbkdf2_sha256$` (Django: rounds, salt as text,
/// digest in base64).
class Pbkdf2Scheme final : public VerifyingScheme {
 public:
  /// `max_rounds` is the limit of stored hashes. Django's default grows by a quarter each year and is at 1.2
  /// million. 4 million rounds take about 2 s of a core.
  explicit Pbkdf2Scheme(std::uint32_t max_rounds = 4'000'000) : max_rounds_(max_rounds) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "pbkdf2"; }
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 4096; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  std::uint32_t max_rounds_;
};

}  // namespace gatehouse::crypto
