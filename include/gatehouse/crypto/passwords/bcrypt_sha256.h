#pragma once
// SPDX-License-Identifier: Apache-2.0
// Verifies bcrypt hashes of a SHA-256 digest, which passlib and Django make to support long passwords.

#include "gatehouse/crypto/passwords/bcrypt.h"
#include "gatehouse/crypto/passwords/verifying_scheme.h"

namespace gatehouse::crypto {

/// Verifies these formats, which differ in the text that bcrypt hashes:
/// - `bcrypt_sha256$$2b$12$…` (Django's BCryptSHA256PasswordHasher): the SHA-256 digest in hexadecimal;
/// - `$bcrypt-sha256$2b,12$salt$digest` (passlib before 1.7.3): the digest in base64;
/// - `$bcrypt-sha256$v=2,t=2b,r=12$salt$digest` (passlib): HMAC-SHA-256, keyed with the text of the
///   salt, in base64.
class BcryptSha256Scheme final : public VerifyingScheme {
 public:
  /// `max_cost` is the limit of stored hashes, like `BcryptOptions::max_cost`.
  explicit BcryptSha256Scheme(int max_cost = BcryptOptions{}.max_cost);

  [[nodiscard]] std::string_view name() const noexcept override { return "bcrypt_sha256"; }
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override { return 4096; }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override;
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override;
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override;

 private:
  BcryptScheme bcrypt_;
};

}  // namespace gatehouse::crypto
