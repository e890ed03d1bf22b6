#pragma once
// SPDX-License-Identifier: Apache-2.0
// A store in front of a working one that fails on demand.

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace gatehouse::store {

/// Passes operations on, except those that should fail. Thread-safe. `inner` must outlive it.
class FailingStore : public Store {
 public:
  explicit FailingStore(Store& inner) : inner_(inner) {}

  /// Makes the next `times` operations fail, without any effect.
  void fail_next(StoreError error, int times = 1) {
    error_ = error;
    left_ = times;
  }
  /// Makes all operations fail from now on.
  void fail_always(StoreError error) { fail_next(error, -1); }
  void heal() { left_ = 0; }

  /// Returns how many operations were called, including those that failed.
  [[nodiscard]] int operations() const { return operations_; }

  awaitable<StoreResult<User>> create_user(NewUser user) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.create_user(std::move(user));
  }
  awaitable<StoreResult<std::vector<std::optional<StoreError>>>> create_users(
      std::vector<NewUser> users) override {
    if (const auto error = failure()) return fail<std::vector<std::optional<StoreError>>>(*error);
    return inner_.create_users(std::move(users));
  }
  awaitable<StoreResult<User>> find_user_by_email(std::string folded) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.find_user_by_email(std::move(folded));
  }
  awaitable<StoreResult<User>> find_user_by_id(Uuid id) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.find_user_by_id(id);
  }
  awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                              std::size_t limit) override {
    if (const auto error = failure()) return fail<UserPage>(*error);
    return inner_.list_users(std::move(prefix), std::move(after), limit);
  }
  awaitable<StoreResult<std::uint64_t>> count_users() override {
    if (const auto error = failure()) return fail<std::uint64_t>(*error);
    return inner_.count_users();
  }
  awaitable<StoreResult<User>> update_password_hash(Uuid id, std::string expected_hash, std::string new_hash,
                                                    int new_version) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.update_password_hash(id, std::move(expected_hash), std::move(new_hash), new_version);
  }
  awaitable<StoreResult<User>> update_password(Uuid id, std::string expected_hash, std::string new_hash,
                                               int new_version, std::optional<Uuid> kept_session) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.update_password(id, std::move(expected_hash), std::move(new_hash), new_version,
                                  kept_session);
  }
  awaitable<StoreResult<User>> update_email(Uuid id, std::string email,
                                            std::optional<std::string> expected_hash = {},
                                            std::optional<Uuid> kept_session = {}) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.update_email(id, std::move(email), std::move(expected_hash), kept_session);
  }
  awaitable<StoreResult<User>> update_disabled(Uuid id, bool disabled) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.update_disabled(id, disabled);
  }
  awaitable<StoreResult<User>> update_roles(Uuid id, Roles expected, Roles roles) override {
    if (const auto error = failure()) return fail<User>(*error);
    return inner_.update_roles(id, std::move(expected), std::move(roles));
  }
  awaitable<StoreResult<>> delete_user(Uuid id, std::optional<std::string> expected_hash = {}) override {
    if (const auto error = failure()) return fail<void>(*error);
    return inner_.delete_user(id, std::move(expected_hash));
  }
  awaitable<StoreResult<std::optional<TimePoint>>> find_epoch() override {
    if (const auto error = failure()) return fail<std::optional<TimePoint>>(*error);
    return inner_.find_epoch();
  }
  awaitable<result<void, OpenError>> write_backup(std::filesystem::path file) override {
    return inner_.write_backup(std::move(file));
  }
  awaitable<StoreResult<>> check() override {
    if (const auto error = failure()) return fail<void>(*error);
    return inner_.check();
  }
  void update_last_login(Uuid id, TimePoint at) noexcept override { inner_.update_last_login(id, at); }
  KeyStore& keys() noexcept override { return inner_.keys(); }
  SessionStore& sessions() noexcept override { return inner_.sessions(); }
  ClientStore& clients() noexcept override { return inner_.clients(); }
  ChangeFeed& changes() noexcept override { return inner_.changes(); }
  void close() noexcept override { inner_.close(); }

 private:
  std::optional<StoreError> failure() {
    ++operations_;
    auto left = left_.load();
    while (left > 0 && !left_.compare_exchange_weak(left, left - 1)) {
    }
    return left != 0 ? std::optional{error_.load()} : std::nullopt;
  }
  template <class T>
  static awaitable<StoreResult<T>> fail(StoreError error) {
    co_return error;
  }

  Store& inner_;
  std::atomic<StoreError> error_{StoreError::unavailable};
  std::atomic<int> left_{0};
  std::atomic<int> operations_{0};
};

}  // namespace gatehouse::store
