#pragma once
// SPDX-License-Identifier: Apache-2.0
// A bcrypt scheme that counts, so that "equal work" is a number and never a time.

#include <atomic>
#include <functional>
#include <utility>

#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::auth {

class CountingScheme final : public crypto::HashScheme {
 public:
  explicit CountingScheme(int cost) : bcrypt_({.cost = cost}) {}

  /// Returns how many hashes were computed.
  [[nodiscard]] int computed() const { return computed_; }
  /// From now on runs `hook` before each hash, on the hasher's thread, with the number of hashes before it.
  void before_each(std::function<void(int)> hook) {
    computed_ = 0;
    hook_ = std::move(hook);
  }

  std::string_view name() const noexcept override { return bcrypt_.name(); }
  std::size_t max_password_bytes() const noexcept override { return bcrypt_.max_password_bytes(); }
  bool is_recognized(std::string_view encoded) const noexcept override {
    return bcrypt_.is_recognized(encoded);
  }
  std::optional<crypto::PasswordError> check(std::string_view encoded) const noexcept override {
    return bcrypt_.check(encoded);
  }
  bool needs_update(std::string_view encoded) const noexcept override {
    return bcrypt_.needs_update(encoded);
  }
  result<std::string, crypto::PasswordError> make_setting(Random& random) const override {
    return bcrypt_.make_setting(random);
  }
  result<std::string, crypto::PasswordError> compute(std::string_view password,
                                                     std::string_view setting) const override {
    if (hook_) hook_(computed_);
    ++computed_;
    if (fails_) return crypto::PasswordError::engine_failed;
    return bcrypt_.compute(password, setting);
  }

  /// Makes the hash library report failures from now on.
  void fail() { fails_ = true; }

 private:
  crypto::BcryptScheme bcrypt_;
  std::function<void(int)> hook_;
  std::atomic<bool> fails_{false};
  mutable std::atomic<int> computed_{0};
};

}  // namespace gatehouse::auth
