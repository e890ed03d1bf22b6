#pragma once
// SPDX-License-Identifier: Apache-2.0
// A store in front of a working one that fails on demand, with all its parts.

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace gatehouse::store {

/// Which operations fail. Thread-safe.
class FailurePlan {
 public:
  /// Makes the next `times` operations fail, without any effect. -1: all from now on.
  void fail_next(StoreError error, int times = 1) { set(error, 0, times); }
  /// Makes the operation with this number, counted from now (1: the next), fail once. 0: none fails.
  void fail_at(int at, StoreError error) { set(error, at - 1, at > 0 ? 1 : 0); }
  void heal() {
    const std::lock_guard lock{mutex_};
    left_ = 0;
  }

  /// Returns how many operations were called, including those that failed.
  [[nodiscard]] int calls() const {
    const std::lock_guard lock{mutex_};
    return calls_;
  }
  /// Returns whether no failure is left to happen.
  [[nodiscard]] bool is_over() const {
    const std::lock_guard lock{mutex_};
    return left_ == 0;
  }

  /// Counts an operation. Returns its error if it is to fail.
  std::optional<StoreError> next() {
    const std::lock_guard lock{mutex_};
    ++calls_;
    if (left_ == 0) return std::nullopt;
    if (skipped_ > 0) {
      --skipped_;
      return std::nullopt;
    }
    if (left_ > 0) --left_;
    return error_;
  }

 private:
  void set(StoreError error, int skipped, int left) {
    const std::lock_guard lock{mutex_};
    error_ = error;
    skipped_ = skipped;
    left_ = left;
  }

  mutable std::mutex mutex_;
  StoreError error_ = StoreError::unavailable;
  int left_ = 0;
  int skipped_ = 0;
  int calls_ = 0;
};

/// Returns a coroutine that fails.
template <class T>
awaitable<StoreResult<T>> fail_with(StoreError error) {
  co_return error;
}

class FailingUsers : public UserStore {
 public:
  FailingUsers(UserStore& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  awaitable<StoreResult<User>> create_user(Call call, NewUser user) override {
    if (const auto error = plan_.next()) return fail_with<User>(*error);
    return inner_.create_user(std::move(call), std::move(user));
  }
  awaitable<StoreResult<std::vector<RowOutcome>>> create_users(Call call,
                                                               std::vector<NewUser> users) override {
    if (const auto error = plan_.next()) return fail_with<std::vector<RowOutcome>>(*error);
    return inner_.create_users(std::move(call), std::move(users));
  }
  awaitable<StoreResult<User>> update_user(Call call, UserChange change) override {
    if (const auto error = plan_.next()) return fail_with<User>(*error);
    return inner_.update_user(std::move(call), std::move(change));
  }
  awaitable<StoreResult<>> delete_user(Call call, UserDeletion deletion) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.delete_user(std::move(call), std::move(deletion));
  }
  awaitable<StoreResult<User>> find_user_by_id(Uuid id) override {
    if (const auto error = plan_.next()) return fail_with<User>(*error);
    return inner_.find_user_by_id(id);
  }
  awaitable<StoreResult<User>> find_user_by_identifier(IdentifierKind kind, std::string folded) override {
    if (const auto error = plan_.next()) return fail_with<User>(*error);
    return inner_.find_user_by_identifier(kind, std::move(folded));
  }
  awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                              std::size_t limit) override {
    if (const auto error = plan_.next()) return fail_with<UserPage>(*error);
    return inner_.list_users(std::move(prefix), std::move(after), limit);
  }
  awaitable<StoreResult<std::uint64_t>> estimate_users() override {
    if (const auto error = plan_.next()) return fail_with<std::uint64_t>(*error);
    return inner_.estimate_users();
  }
  void note_login(Uuid id, TimePoint at) noexcept override {
    {
      const std::lock_guard lock{mutex_};
      last_login_ = {id, at};
    }
    inner_.note_login(id, at);
  }
  /// Returns the last login that was noted.
  [[nodiscard]] std::optional<std::pair<Uuid, TimePoint>> last_login() const {
    const std::lock_guard lock{mutex_};
    return last_login_;
  }

 private:
  UserStore& inner_;
  FailurePlan& plan_;
  mutable std::mutex mutex_;
  std::optional<std::pair<Uuid, TimePoint>> last_login_;
};

class FailingSessions : public SessionStore {
 public:
  FailingSessions(SessionStore& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  awaitable<StoreResult<Session>> create_session(Call call, SessionStart start) override {
    if (const auto error = plan_.next()) return fail_with<Session>(*error);
    return inner_.create_session(std::move(call), std::move(start));
  }
  awaitable<StoreResult<RefreshResult>> refresh_session(Call call, Refresh asked) override {
    if (const auto error = plan_.next()) return fail_with<RefreshResult>(*error);
    return inner_.refresh_session(std::move(call), std::move(asked));
  }
  awaitable<StoreResult<>> end_session(Call call, SessionEnd end) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.end_session(std::move(call), std::move(end));
  }
  awaitable<StoreResult<std::uint64_t>> end_all_sessions(Call call, AllSessionsEnd end) override {
    if (const auto error = plan_.next()) return fail_with<std::uint64_t>(*error);
    return inner_.end_all_sessions(std::move(call), std::move(end));
  }
  awaitable<StoreResult<SessionPage>> list_sessions(Uuid user, SessionCursor after,
                                                    std::size_t limit) override {
    if (const auto error = plan_.next()) return fail_with<SessionPage>(*error);
    return inner_.list_sessions(user, std::move(after), limit);
  }
  awaitable<StoreResult<Session>> find_session(Uuid id) override {
    if (const auto error = plan_.next()) return fail_with<Session>(*error);
    return inner_.find_session(id);
  }
  awaitable<StoreResult<std::vector<EndedSession>>> list_ended_sessions() override {
    if (const auto error = plan_.next()) return fail_with<std::vector<EndedSession>>(*error);
    return inner_.list_ended_sessions();
  }
  awaitable<StoreResult<std::uint64_t>> delete_expired_sessions(std::size_t limit) override {
    if (const auto error = plan_.next()) return fail_with<std::uint64_t>(*error);
    return inner_.delete_expired_sessions(limit);
  }

 private:
  SessionStore& inner_;
  FailurePlan& plan_;
};

class FailingClients final : public ClientStore {
 public:
  FailingClients(ClientStore& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  awaitable<StoreResult<Client>> create_client(Call call, NewClient fresh) override {
    if (const auto error = plan_.next()) return fail_with<Client>(*error);
    return inner_.create_client(std::move(call), std::move(fresh));
  }
  awaitable<StoreResult<Client>> find_client(std::string id) override {
    if (const auto error = plan_.next()) return fail_with<Client>(*error);
    return inner_.find_client(std::move(id));
  }
  awaitable<StoreResult<std::vector<Client>>> list_clients(std::string after) override {
    if (const auto error = plan_.next()) return fail_with<std::vector<Client>>(*error);
    return inner_.list_clients(std::move(after));
  }
  awaitable<StoreResult<Client>> update_client(Call call, ClientChange change) override {
    if (const auto error = plan_.next()) return fail_with<Client>(*error);
    return inner_.update_client(std::move(call), std::move(change));
  }
  awaitable<StoreResult<>> delete_client(Call call, std::string id) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.delete_client(std::move(call), std::move(id));
  }
  awaitable<StoreResult<>> revoke_token(Call call, Uuid token, TimePoint until) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.revoke_token(std::move(call), token, until);
  }
  awaitable<StoreResult<bool>> is_token_revoked(Uuid token) override {
    if (const auto error = plan_.next()) return fail_with<bool>(*error);
    return inner_.is_token_revoked(token);
  }

 private:
  ClientStore& inner_;
  FailurePlan& plan_;
};

class FailingKeys final : public KeyStore {
 public:
  FailingKeys(KeyStore& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  awaitable<StoreResult<std::vector<KeyPair>>> list_keys() override {
    if (const auto error = plan_.next()) return fail_with<std::vector<KeyPair>>(*error);
    return inner_.list_keys();
  }
  awaitable<StoreResult<>> add_key(Call call, KeyPair key, std::optional<std::string> last) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.add_key(std::move(call), std::move(key), std::move(last));
  }
  awaitable<StoreResult<std::optional<TimePoint>>> find_secret_until() override {
    if (const auto error = plan_.next()) return fail_with<std::optional<TimePoint>>(*error);
    return inner_.find_secret_until();
  }
  awaitable<StoreResult<>> note_secret_use() override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.note_secret_use();
  }
  awaitable<StoreResult<std::optional<TimePoint>>> find_secret_use(TimePoint of_clients) override {
    if (const auto error = plan_.next()) return fail_with<std::optional<TimePoint>>(*error);
    return inner_.find_secret_use(of_clients);
  }
  awaitable<StoreResult<>> delete_key(Call call, std::string kid) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.delete_key(std::move(call), std::move(kid));
  }

 private:
  KeyStore& inner_;
  FailurePlan& plan_;
};

class FailingAudit final : public AuditStore {
 public:
  FailingAudit(AuditStore& inner, FailurePlan& plan) : inner_(inner), plan_(plan) {}

  awaitable<StoreResult<>> note_refusals(std::vector<Refusals> refusals) override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.note_refusals(std::move(refusals));
  }
  awaitable<StoreResult<AuditPage>> list_entries(AuditFilter filter) override {
    if (const auto error = plan_.next()) return fail_with<AuditPage>(*error);
    return inner_.list_entries(std::move(filter));
  }
  awaitable<StoreResult<AuditHead>> head() override {
    if (const auto error = plan_.next()) return fail_with<AuditHead>(*error);
    return inner_.head();
  }
  awaitable<StoreResult<AuditVerdict>> verify(AuditHead expected) override {
    if (const auto error = plan_.next()) return fail_with<AuditVerdict>(*error);
    return inner_.verify(std::move(expected));
  }
  awaitable<StoreResult<std::int64_t>> cut(Call call, TimePoint before) override {
    if (const auto error = plan_.next()) return fail_with<std::int64_t>(*error);
    return inner_.cut(std::move(call), before);
  }

 private:
  AuditStore& inner_;
  FailurePlan& plan_;
};

/// Passes operations on, except those that should fail. `inner` must outlive it.
class FailingStore : public Store {
 public:
  explicit FailingStore(Store& inner) : inner_(inner) {}

  void fail_next(StoreError error, int times = 1) { plan_.fail_next(error, times); }
  void fail_always(StoreError error) { plan_.fail_next(error, -1); }
  void fail_at(int at, StoreError error = StoreError::unavailable) { plan_.fail_at(at, error); }
  void heal() { plan_.heal(); }
  [[nodiscard]] int operations() const { return plan_.calls(); }
  /// Returns whether the requested failure has happened.
  [[nodiscard]] bool has_failed() const { return plan_.is_over(); }
  [[nodiscard]] auto last_login() const { return users_.last_login(); }

  UserStore& users() noexcept override { return users_; }
  SessionStore& sessions() noexcept override { return sessions_; }
  ClientStore& clients() noexcept override { return clients_; }
  KeyStore& keys() noexcept override { return keys_; }
  AuditStore& audit() noexcept override { return audit_; }
  ChangeFeed& changes() noexcept override { return inner_.changes(); }
  Maintenance* maintenance() noexcept override { return inner_.maintenance(); }
  awaitable<StoreResult<std::optional<TimePoint>>> epoch() override {
    if (const auto error = plan_.next()) return fail_with<std::optional<TimePoint>>(*error);
    return inner_.epoch();
  }
  awaitable<StoreResult<>> check() override {
    if (const auto error = plan_.next()) return fail_with<void>(*error);
    return inner_.check();
  }
  void close() noexcept override { inner_.close(); }

 protected:
  [[nodiscard]] FailurePlan& plan() noexcept { return plan_; }
  [[nodiscard]] Store& inner() noexcept { return inner_; }

 private:
  Store& inner_;
  FailurePlan plan_;
  FailingUsers users_{inner_.users(), plan_};
  FailingSessions sessions_{inner_.sessions(), plan_};
  FailingClients clients_{inner_.clients(), plan_};
  FailingKeys keys_{inner_.keys(), plan_};
  FailingAudit audit_{inner_.audit(), plan_};
};

}  // namespace gatehouse::store
