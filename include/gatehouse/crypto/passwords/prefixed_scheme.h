#pragma once
// SPDX-License-Identifier: Apache-2.0
// Verifies hashes with a prefix, as Django stores them: `bcrypt$$2b$12$…`, `argon2$argon2id$v=19$…`.

#include <memory>
#include <string>

#include "gatehouse/crypto/passwords/verifying_scheme.h"

namespace gatehouse::crypto {

/// Verifies `prefix` followed by a hash that `inner` recognizes.
class PrefixedScheme final : public VerifyingScheme {
 public:
  /// `name` is the name of the scheme in messages. `prefix` is the text before the hash of `inner`.
  PrefixedScheme(std::string name, std::string prefix, std::shared_ptr<const HashScheme> inner)
      : name_(std::move(name)), prefix_(std::move(prefix)), inner_(std::move(inner)) {}

  [[nodiscard]] std::string_view name() const noexcept override { return name_; }
  [[nodiscard]] std::size_t max_password_bytes() const noexcept override {
    return inner_->max_password_bytes();
  }
  [[nodiscard]] bool is_recognized(std::string_view encoded) const noexcept override {
    return encoded.starts_with(prefix_) && inner_->is_recognized(encoded.substr(prefix_.size()));
  }
  [[nodiscard]] std::optional<PasswordError> check(std::string_view encoded) const noexcept override {
    if (!is_recognized(encoded)) return PasswordError::malformed_hash;
    return inner_->check(encoded.substr(prefix_.size()));
  }
  [[nodiscard]] result<std::string, PasswordError> compute(std::string_view password,
                                                           std::string_view setting) const override {
    if (check(setting)) return PasswordError::engine_failed;
    const auto encoded = inner_->compute(password, setting.substr(prefix_.size()));
    if (!encoded) return encoded;
    return prefix_ + *encoded;
  }

 private:
  std::string name_;
  std::string prefix_;
  std::shared_ptr<const HashScheme> inner_;
};

}  // namespace gatehouse::crypto
