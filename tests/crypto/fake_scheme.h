#pragma once
// SPDX-License-Identifier: Apache-2.0
// A hash scheme whose work a test can count, delay and make fail.

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "gatehouse/crypto/passwords/hash_scheme.h"

namespace gatehouse::crypto {

/// Encodes as `$NAME$COST$password`.
class FakeScheme final : public HashScheme {
 public:
  explicit FakeScheme(std::string name, int cost = 1)
      : prefix_('$' + name + '$'), setting_(prefix_ + std::to_string(cost) + '$'), name_(std::move(name)) {}

  std::string_view name() const noexcept override { return name_; }
  std::size_t max_password_bytes() const noexcept override { return 20; }
  bool is_recognized(std::string_view encoded) const noexcept override {
    return encoded.starts_with(prefix_);
  }
  std::optional<PasswordError> check(std::string_view encoded) const noexcept override {
    if (encoded.size() < setting_.size() || encoded[setting_.size() - 1] != '$') {
      return PasswordError::malformed_hash;
    }
    return std::nullopt;
  }
  bool needs_update(std::string_view encoded) const noexcept override {
    return !encoded.starts_with(setting_);
  }
  result<std::string, PasswordError> make_setting(Random&) const override { return setting_; }
  result<std::string, PasswordError> compute(std::string_view password,
                                             std::string_view setting) const override {
    std::unique_lock lock{mutex_};
    ++running_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_open_; });
    computed_.emplace_back(setting.substr(0, setting_.size()));
    if (fails) return PasswordError::engine_failed;
    return computed_.back() + std::string{password};
  }

  /// Makes every computation wait until `open`.
  void close() { set_open(false); }
  void open() { set_open(true); }
  /// Blocks until this many computations have begun in total.
  void wait_until_begun(int count) const {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return running_ >= count; });
  }
  /// Returns the setting of every computation so far.
  std::vector<std::string> computed() const {
    const std::lock_guard lock{mutex_};
    return computed_;
  }
  std::atomic<bool> fails = false;

 private:
  void set_open(bool is_open) {
    const std::lock_guard lock{mutex_};
    is_open_ = is_open;
    changed_.notify_all();
  }

  const std::string prefix_;
  const std::string setting_;
  const std::string name_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable int running_ = 0;
  mutable std::vector<std::string> computed_;
  bool is_open_ = true;
};

}  // namespace gatehouse::crypto
