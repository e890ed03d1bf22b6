#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one interface to what is kept at rest, whichever database keeps them.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/client_store.h"
#include "store/copies/changes.h"
#include "store/error.h"
#include "store/key_store.h"
#include "store/roles.h"
#include "store/session_store.h"
#include "store/user.h"

namespace gatehouse::store {

/// Keeps users. Operations may be awaited on any executor, many at once, and resume there. A change is
/// durable, and told to `changes()`, before its caller is answered; one that fails has changed nothing. Each
/// operation may fail with `unavailable` or `damaged` beside the errors that it names. Text is valid UTF-8
/// without NUL.
///
///     NewUser fresh{Uuid::random(), email.text(), std::move(hash), password_version};
///     auto created = co_await store.create_user(std::move(fresh));
///     if (!created && created.error() == StoreError::email_taken) …
class Store {
 public:
  /// The most users that `list_users` gives at a time.
  static constexpr std::size_t max_page = 1000;

  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  /// Adds a user. `email_taken`: decided by the database, so of any number at once just one succeeds.
  /// `id_taken`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> create_user(NewUser user) = 0;

  /// Adds users, all in one transaction: for each, in order, nothing where it was added, or `email_taken` or
  /// `id_taken`, which keep the others from nothing. Any other error: none was added.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<std::optional<StoreError>>>> create_users(
      std::vector<NewUser> users) = 0;

  /// The user with this e-mail address, given folded (`Email::folded`). `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> find_user_by_email(std::string folded) = 0;

  /// The user with this id. `not_found`. On a request's path ask `UserCache` instead.
  [[nodiscard]] virtual awaitable<StoreResult<User>> find_user_by_id(Uuid id) = 0;

  /// Users whose folded address starts with `prefix` (empty: all) and comes after `after` (empty: from the
  /// start), in the order of folded addresses, at most `limit` (1 to `max_page`; others are brought within).
  [[nodiscard]] virtual awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                                                    std::size_t limit) = 0;

  /// How many users there are.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> count_users() = 0;

  /// Renews the hash of the same password if it still is `expected_hash`, so that a rehash at login never
  /// overwrites a newer password. `not_found`, `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_password(Uuid id, std::string expected_hash,
                                                                     std::string new_hash,
                                                                     int new_version) = 0;

  /// Gives the user another password, as `update_password` does, and ends the user's sessions but
  /// `kept_session` in the same transaction. `not_found`, `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> replace_password(Uuid id, std::string expected_hash,
                                                                      std::string new_hash, int new_version,
                                                                      std::optional<Uuid> kept_session) = 0;

  /// Changes the address, if the password's hash still is `expected_hash`, where there is one, and ends the
  /// user's sessions but `kept_session` in the same transaction. `not_found`, `conflict`, `email_taken`
  /// (never by the user's own address in another case).
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_email(
      Uuid id, std::string email, std::optional<std::string> expected_hash = {},
      std::optional<Uuid> kept_session = {}) = 0;

  /// Bars a user, and ends all of the user's sessions in the same transaction; or lets one back. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_disabled(Uuid id, bool disabled) = 0;

  /// Gives a user other roles, if they still are `expected`: of two operators at once none undoes the other's
  /// change unseen. `not_found`, `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_roles(Uuid id, Roles expected, Roles roles) = 0;

  /// Removes a user and all that belongs to it, if the password's hash still is `expected_hash`, where there
  /// is one. Of its sessions only that they have ended is kept, for as long as tokens of theirs are about.
  /// `not_found`, `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_user(
      Uuid id, std::optional<std::string> expected_hash = {}) = 0;

  /// Notes a login, to be written along with other changes or some seconds later: a login must not wait for
  /// the disk. A crash, or too many at once, may lose the note; copies of the record are not told.
  /// Thread-safe.
  virtual void update_last_login(Uuid id, TimePoint at) noexcept = 0;

  /// When the tokens that may be good now began to be issued; none: no backup was ever put in place. Older
  /// ones open nothing, since a backup can't know what has ended since it was made.
  [[nodiscard]] virtual awaitable<StoreResult<std::optional<TimePoint>>> find_epoch() = 0;

  /// Writes all that is kept at one moment to a new file, mode 0600, whole or not at all; on disk when
  /// answered. Changes don't wait for it. `conflict`: there is such a file, or another backup is being
  /// written; `unavailable`: it can't be written; `damaged`. For one thread.
  [[nodiscard]] virtual awaitable<result<void, OpenError>> write_backup(std::filesystem::path file) = 0;

  /// Whether the store can serve: reads, and, if the last write failed, writes too. For a readiness probe.
  [[nodiscard]] virtual awaitable<StoreResult<>> check() = 0;

  /// The key pairs that sign access tokens. Lives as long as the store.
  [[nodiscard]] virtual KeyStore& keys() noexcept = 0;

  /// The sessions of these users. Lives as long as the store.
  [[nodiscard]] virtual SessionStore& sessions() noexcept = 0;

  /// The registered OAuth clients. Lives as long as the store.
  [[nodiscard]] virtual ClientStore& clients() noexcept = 0;

  /// Where copies of records hear of changes. Lives as long as the store.
  [[nodiscard]] virtual ChangeFeed& changes() noexcept = 0;

  /// Finishes and answers what was asked for; changes asked for later are `unavailable`. Blocks until then.
  /// Call it before the executors of waiting operations go away; the destructor calls it too. Idempotent.
  virtual void close() noexcept = 0;
};

}  // namespace gatehouse::store
