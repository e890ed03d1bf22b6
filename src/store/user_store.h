#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to the stored users. It does not depend on the database in use.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/call.h"
#include "store/error.h"
#include "store/user.h"

namespace gatehouse::store {

/// The outcome of one user of a batch: nullopt if the user was added, or else why not.
using RowOutcome = std::optional<StoreError>;

/// Stores users. It is a part of a Store and gives the same guarantees. Text must be valid UTF-8 without NUL.
///
///     NewUser fresh{Uuid::random(), email.text(), std::move(hash), password_version};
///     auto created = co_await users.create_user(Call{actor}, std::move(fresh));
///     if (!created && created.error() == StoreError::email_taken) …
class UserStore {
 public:
  /// The largest number of users that `list_users` returns at a time.
  static constexpr std::size_t max_page = 1000;

  UserStore() = default;
  UserStore(const UserStore&) = delete;
  UserStore& operator=(const UserStore&) = delete;
  virtual ~UserStore() = default;

  /// Adds a user. Fails with `email_taken`, or with `id_taken`. The database decides this, so of several
  /// concurrent calls with one address exactly one succeeds.
  [[nodiscard]] virtual awaitable<StoreResult<User>> create_user(Call call, NewUser user) = 0;

  /// Adds users in one transaction with one entry in the audit record. Returns the outcome of each, in order:
  /// `email_taken` or `id_taken` does not affect the others. On any other error no user was added.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<RowOutcome>>> create_users(
      Call call, std::vector<NewUser> users) = 0;

  /// Changes a user and ends the sessions that the change ends (store/rules/user_rules.h), in one
  /// transaction. Fails with `not_found`; with `conflict` unless all that the change expects is so; and with
  /// `email_taken` when another user has the address.
  [[nodiscard]] virtual awaitable<StoreResult<User>> update_user(Call call, UserChange change) = 0;

  /// Deletes a user and everything that belongs to it, and erases what the audit record has of it by name,
  /// address and agent. Only the fact that its sessions have ended is kept, as long as tokens of them may be
  /// valid. Fails with `not_found` and `conflict`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_user(Call call, UserDeletion deletion) = 0;

  /// Records a login. It is written together with other changes, or some seconds later, because a login
  /// must not wait for the disk. It is lost in a crash or when there are too many at once. It raises no
  /// revision and is not published to `changes()`. Thread-safe.
  virtual void note_login(Uuid id, TimePoint at) noexcept = 0;

  /// Returns the user with this id. Fails with `not_found`. Request handlers use `UserCache` instead.
  [[nodiscard]] virtual awaitable<StoreResult<User>> find_user_by_id(Uuid id) = 0;

  /// Returns the user with this name of this kind, folded as `fold_case` does. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<User>> find_user_by_identifier(IdentifierKind kind,
                                                                             std::string folded) = 0;

  /// Returns the users whose folded address starts with `prefix` (empty: all) and sorts after `after` (empty:
  /// from the start), ordered by folded address, at most `limit` (1 to `max_page`; other values are clamped).
  [[nodiscard]] virtual awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                                                    std::size_t limit) = 0;

  /// Returns about how many users there are, without counting them one by one. Exact while no user was
  /// deleted; otherwise it may be too high.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> estimate_users() = 0;
};

}  // namespace gatehouse::store
