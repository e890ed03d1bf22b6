#pragma once
// SPDX-License-Identifier: Apache-2.0
// A store that wraps another one and fails when a test says so.

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace gatehouse::auth {

class FailingStore final : public store::Store {
 public:
  template <class T>
  using Answer = awaitable<store::StoreResult<T>>;

  explicit FailingStore(Store& real) : real_(real) {}

  /// Makes the operation with this number, counted from now (1: the next), fail once with `error`.
  /// 0: none fails.
  void fail_at(int at, store::StoreError error = store::StoreError::unavailable) {
    error_ = error;
    left_ = at;
  }
  /// Returns whether the requested failure has happened.
  [[nodiscard]] bool has_failed() const { return left_ <= 0; }
  /// Returns how many operations were called.
  [[nodiscard]] int calls() const { return calls_; }
  /// Returns the last login that was recorded.
  [[nodiscard]] std::optional<std::pair<Uuid, TimePoint>> last_login() const { return last_login_; }

  Answer<store::User> create_user(store::NewUser user) override {
    return fails() ? failed<store::User>() : real_.create_user(std::move(user));
  }
  Answer<std::vector<std::optional<store::StoreError>>> create_users(
      std::vector<store::NewUser> users) override {
    return fails() ? failed<std::vector<std::optional<store::StoreError>>>()
                   : real_.create_users(std::move(users));
  }
  Answer<store::User> find_user_by_email(std::string folded) override {
    return fails() ? failed<store::User>() : real_.find_user_by_email(std::move(folded));
  }
  Answer<store::User> find_user_by_id(Uuid id) override {
    return fails() ? failed<store::User>() : real_.find_user_by_id(id);
  }
  Answer<store::UserPage> list_users(std::string prefix, std::string after, std::size_t limit) override {
    return fails() ? failed<store::UserPage>() : real_.list_users(std::move(prefix), std::move(after), limit);
  }
  Answer<std::uint64_t> count_users() override {
    return fails() ? failed<std::uint64_t>() : real_.count_users();
  }
  Answer<store::User> update_password_hash(Uuid id, std::string expected, std::string hash,
                                           int version) override {
    return fails() ? failed<store::User>()
                   : real_.update_password_hash(id, std::move(expected), std::move(hash), version);
  }
  Answer<store::User> update_password(Uuid id, std::string expected, std::string hash, int version,
                                      std::optional<Uuid> kept) override {
    return fails() ? failed<store::User>()
                   : real_.update_password(id, std::move(expected), std::move(hash), version, kept);
  }
  Answer<store::User> update_email(Uuid id, std::string email, std::optional<std::string> hash = {},
                                   std::optional<Uuid> kept = {}) override {
    return fails() ? failed<store::User>() : real_.update_email(id, std::move(email), std::move(hash), kept);
  }
  Answer<store::User> update_disabled(Uuid id, bool disabled) override {
    return fails() ? failed<store::User>() : real_.update_disabled(id, disabled);
  }
  Answer<store::User> update_roles(Uuid id, store::Roles expected, store::Roles roles) override {
    return fails() ? failed<store::User>() : real_.update_roles(id, std::move(expected), std::move(roles));
  }
  Answer<void> delete_user(Uuid id, std::optional<std::string> hash = {}) override {
    return fails() ? failed<void>() : real_.delete_user(id, std::move(hash));
  }
  void update_last_login(Uuid id, TimePoint at) noexcept override {
    last_login_.emplace(id, at);
    real_.update_last_login(id, at);
  }
  Answer<std::optional<TimePoint>> find_epoch() override {
    return fails() ? failed<std::optional<TimePoint>>() : real_.find_epoch();
  }
  awaitable<result<void, store::OpenError>> write_backup(std::filesystem::path file) override {
    return real_.write_backup(std::move(file));
  }
  Answer<void> check() override { return fails() ? failed<void>() : real_.check(); }
  store::KeyStore& keys() noexcept override { return real_.keys(); }
  store::SessionStore& sessions() noexcept override { return real_.sessions(); }
  store::ClientStore& clients() noexcept override { return real_.clients(); }
  store::ChangeFeed& changes() noexcept override { return real_.changes(); }
  void close() noexcept override { real_.close(); }

 private:
  bool fails() {
    ++calls_;
    return left_ > 0 && --left_ == 0;
  }
  template <class T>
  Answer<T> failed() {
    store::StoreResult<T> error{error_};
    co_return error;
  }

  Store& real_;
  std::atomic<int> left_{0};
  std::atomic<int> calls_{0};
  store::StoreError error_ = store::StoreError::unavailable;
  std::optional<std::pair<Uuid, TimePoint>> last_login_;
};

}  // namespace gatehouse::auth
