#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to all stored data. It does not depend on the database in use.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/changes.h"
#include "store/client_store.h"
#include "store/error.h"
#include "store/key_store.h"
#include "store/roles.h"
#include "store/session_store.h"
#include "store/user.h"

namespace gatehouse::store {

/// Stores users. Operations may be awaited on any executor, many at once, and resume there. A change is
/// durable and published to `changes()` before its caller gets the result; a change that fails changes
/// nothing. Each operation may fail with `unavailable` or `damaged` in addition to the errors that it names.
/// Text must be valid UTF-8 without NUL.
///
///     NewUser fresh{Uuid::random(), email.text(), std::move(hash), password_version};
///     auto created = co_await store.create_user(std::move(fresh));
///     if (!created && created.error() == StoreError::email_taken) …
class Store {
 public:
  /// The largest number of users that `list_users` returns at a time.
  static constexpr std::size_t max_page = 1000;

  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Adds a user. Fails with `email_taken`, or with `id_taken`. The database decides this, so of several
  /// concurrent calls with one address exactly one succeeds.
  [[nodiscard]] virtual awaitable<StoreResult<User>> create_user(NewUser user) = 0;

  /// Adds users in one transaction. Returns for each user, in order, nullopt if it was added, or
  /// `email_taken` or `id_taken`, which does not affect the others. On any other error no user was added.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<std::optional<StoreError>>>> create_users(
      std::vector<NewUser> users) = 0;

  /// Returns the user with this folded e-mail address (see `Email::folded`). Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> find_user_by_email(std::string folded) = 0;

  /// Returns the user with this id. Fails with `not_found`. Request handlers use `UserCache` instead.
  [[nodiscard]] virtual awaitable<StoreResult<User>> find_user_by_id(Uuid id) = 0;

  /// Returns the users whose folded address starts with `prefix` (empty: all) and sorts after `after` (empty:
  /// from the start), ordered by folded address, at most `limit` (1 to `max_page`; other values are clamped).
  [[nodiscard]] virtual awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                                                    std::size_t limit) = 0;

  /// Returns the number of users.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> count_users() = 0;

  /// Replaces the hash of an unchanged password if it still is `expected_hash`, so that a rehash at login
  /// never overwrites a newer password. Fails with `not_found` or `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_password_hash(Uuid id, std::string expected_hash,
                                                                          std::string new_hash,
                                                                          int new_version) = 0;

  /// Changes the user's password as `update_password_hash` does, and ends all of the user's sessions except
  /// `kept_session` in the same transaction. Fails with `not_found` or `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_password(Uuid id, std::string expected_hash,
                                                                     std::string new_hash, int new_version,
                                                                     std::optional<Uuid> kept_session) = 0;

  /// Changes the user's address, and ends all of the user's sessions except `kept_session` in the same
  /// transaction. With `expected_hash`, fails with `conflict` unless the password's hash still is that. Fails
  /// with `not_found`, and with `email_taken` when another user has the address.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_email(
      Uuid id, std::string email, std::optional<std::string> expected_hash = {},
      std::optional<Uuid> kept_session = {}) = 0;

  /// Disables a user, and ends all of the user's sessions in the same transaction; or enables the user again.
  /// Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_disabled(Uuid id, bool disabled) = 0;

  /// Changes a user's roles if they still are `expected`, so that two operators cannot overwrite each other's
  /// change without noticing. Fails with `not_found` or `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_roles(Uuid id, Roles expected, Roles roles) = 0;

  /// Deletes a user and everything that belongs to it. Only the fact that its sessions have ended is kept, as
  /// long as tokens of them may be valid. With `expected_hash`, fails with `conflict` unless the password's
  /// hash still is that. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_user(
      Uuid id, std::optional<std::string> expected_hash = {}) = 0;

  /// Records a login. It is written together with other changes, or some seconds later, because a login
  /// must not wait for the disk. It is lost in a crash or when there are too many at once. It is not
  /// published to `changes()`. Thread-safe.
  virtual void update_last_login(Uuid id, TimePoint at) noexcept = 0;

  /// Returns the time before which no token is valid, or nullopt if no backup was ever restored. A backup
  /// does not know what ended after it was made, so all older tokens are refused.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> find_epoch() = 0;

  /// Writes the content at one moment to a new file, mode 0600, completely or not at all; it is on disk
  /// when the result arrives. Changes do not wait for it. Fails with `conflict` when the file exists or
  /// another backup is being written, with `unavailable` when the file cannot be written, and with
  /// `damaged`. Not thread-safe.
  [[nodiscard]] virtual awaitable<result<void, OpenError>> write_backup(std::filesystem::path file) = 0;

  /// Checks whether the store can read and, if the last write failed, also write. Meant for
  /// a readiness probe.
  [[nodiscard]] virtual awaitable<StoreResult<>> check() = 0;

  /// Returns the key pairs that sign access tokens. Valid as long as the store.
  [[nodiscard]] virtual KeyStore& keys() noexcept = 0;

  /// Returns the sessions of the users. Valid as long as the store.
  [[nodiscard]] virtual SessionStore& sessions() noexcept = 0;

  /// Returns the registered OAuth clients. Valid as long as the store.
  [[nodiscard]] virtual ClientStore& clients() noexcept = 0;

  /// Returns where holders of copies subscribe to changes. Valid as long as the store.
  [[nodiscard]] virtual ChangeFeed& changes() noexcept = 0;

  /// Completes all operations that were started; changes that are requested later fail with `unavailable`.
  /// Blocks until then. Call it before the executors of waiting operations are destroyed. The destructor
  /// calls it too. Idempotent.
  virtual void close() noexcept = 0;
};

}  // namespace gatehouse::store
