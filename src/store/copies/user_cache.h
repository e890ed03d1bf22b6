#pragma once
// SPDX-License-Identifier: Apache-2.0
// Users at hand on each I/O thread, so that a request costs no query and takes no lock.

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

/// A copy of the users lately asked for, one for each worker. Once a change is acknowledged, no copy
/// gives the old record any more: the store's thread leaves the changed ids at every copy before it answers,
/// and a copy looks there before each lookup, for the price of one atomic load. Nobody waits for a worker
/// that is busy or stopped. Absence is never remembered. `last_login_at` may be old.
///
///     UserCache users{*store, server.contexts().size()};
///     auto user = co_await users.find(request.worker, claims.subject);
///     if (!user) …                       // user.error() as of Store::find_user_by_id
class UserCache final : private ChangeObserver {
 public:
  static constexpr std::size_t default_capacity = 100'000;

  /// `workers`: how many there are; `capacity`: the most users that each keeps. The store outlives the
  /// cache.
  UserCache(Store& store, std::size_t workers, std::size_t capacity = default_capacity);
  ~UserCache() override;
  UserCache(const UserCache&) = delete;
  UserCache& operator=(const UserCache&) = delete;

  /// The user in the copy of worker number `worker`, or null. Only on that worker's thread, as all below.
  [[nodiscard]] UserPtr find_copy(std::size_t worker, const Uuid& id);

  /// The user, from the copy or else from the store. Errors as `Store::find_user_by_id`.
  [[nodiscard]] awaitable<StoreResult<UserPtr>> find(std::size_t worker, Uuid id);

  /// How many workers there are.
  [[nodiscard]] std::size_t workers() const noexcept { return slots_.size(); }

  /// How many users the worker's copy holds.
  [[nodiscard]] std::size_t size(std::size_t worker);

 private:
  struct Slot;

  void on_users_changed(std::span<const Uuid> ids) noexcept override;
  /// The worker's copy, without what has changed.
  Slot& current(std::size_t worker);

  Store& store_;
  std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace gatehouse::store
