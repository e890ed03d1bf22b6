#pragma once
// SPDX-License-Identifier: Apache-2.0
// How copies of the store's records learn that they are old.

#include <mutex>
#include <span>
#include <vector>

#include "gatehouse/base/uuid.h"
#include "store/session.h"

namespace gatehouse::store {

/// What a change made old.
struct Changes {
  std::vector<Uuid> users{};             ///< changed or deleted
  std::vector<EndedSession> sessions{};  ///< ended
};

/// Keeps copies of records. Called on a thread of the store.
class ChangeObserver {
 public:
  virtual ~ChangeObserver() = default;
  /// These users were changed or deleted, and the change is durable. Whoever asked for it is answered only
  /// after this returns, so from then on no copy may give out the old record. Must not wait for an I/O
  /// thread.
  virtual void on_users_changed(std::span<const Uuid> /*ids*/) noexcept {}
  /// These sessions have ended, likewise: from then on no token of theirs may open anything.
  virtual void on_sessions_ended(std::span<const EndedSession> /*sessions*/) noexcept {}
};

/// The observers of one store. Thread-safe.
class ChangeFeed {
 public:
  void add(ChangeObserver& observer);
  /// On return the observer is not being called and will not be again.
  void remove(ChangeObserver& observer) noexcept;
  void publish(const Changes& changes) noexcept;

 private:
  std::mutex mutex_;
  std::vector<ChangeObserver*> observers_;
};

}  // namespace gatehouse::store
