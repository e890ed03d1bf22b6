#pragma once
// SPDX-License-Identifier: Apache-2.0
// Keeps users in memory for each worker, so that a request needs no query and takes no lock.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/uuid.h"
#include "store/changes.h"
#include "store/copies/user_copies.h"
#include "store/error.h"
#include "store/store.h"

namespace gatehouse::store {

/// Copies of recently used users, one cache for each worker. Once a change is acknowledged, no copy returns
/// the old record: the store's thread posts the changed ids to every copy before it answers, and a copy
/// collects what was posted before each lookup, which costs one atomic load. A worker that is busy or stopped
/// delays no other thread. While changes may be missed (Freshness), the store is asked each time. That a user
/// does not exist is never cached. `last_login_at` may be outdated.
///
///     UserCache users{*store, server.contexts().size()};
///     auto user = co_await users.find(request.worker, claims.subject);
///     if (!user) …                       // user.error() as of UserStore::find_user_by_id
class UserCache final : private ChangeObserver {
 public:
  static constexpr std::size_t default_capacity = 100'000;

  /// `workers` is their number, and `capacity` the largest number of users in each copy. The store
  /// must outlive this.
  UserCache(Store& store, std::size_t workers, std::size_t capacity = default_capacity);
  ~UserCache() override;
  UserCache(const UserCache&) = delete;
  UserCache& operator=(const UserCache&) = delete;

  /// Returns the user in the copy of the worker with the index `worker`, or null if the store has to be
  /// asked. This and the functions below must be called on that worker's thread.
  [[nodiscard]] UserPtr find_copy(std::size_t worker, const Uuid& id);

  /// Returns the user, from the copy or else from the store. Fails as `UserStore::find_user_by_id` does.
  [[nodiscard]] awaitable<StoreResult<UserPtr>> find(std::size_t worker, Uuid id);

  /// Returns the number of workers.
  [[nodiscard]] std::size_t workers() const noexcept { return slots_.size(); }

  /// Returns how many users the worker's copy holds.
  [[nodiscard]] std::size_t size(std::size_t worker);

 private:
  struct Slot;

  void on_users_changed(std::span<const Uuid> ids) noexcept override;
  void on_resync(std::span<const EndedSession> ended) noexcept override;
  /// Returns the worker's copy after removing what has changed.
  Slot& current(std::size_t worker);

  Store& store_;
  std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace gatehouse::store
