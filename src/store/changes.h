#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tells copies of the store's records that they are outdated.

#include <mutex>
#include <span>
#include <vector>

#include "gatehouse/base/uuid.h"
#include "store/session.h"

namespace gatehouse::store {

/// What a change makes outdated.
struct Changes {
  std::vector<Uuid> users{};             ///< changed or deleted
  std::vector<EndedSession> sessions{};  ///< ended
};

/// A holder of copies of records. It is called on a thread of the store.
class ChangeObserver {
 public:
  virtual ~ChangeObserver() = default;
  /// These users were changed or deleted, and the change is durable. The caller who asked for it is
  /// answered only after this returns, so from then on no copy may return the old record. Must not wait for
  /// an I/O thread.
  virtual void on_users_changed(std::span<const Uuid> /*ids*/) noexcept {}
  /// These sessions have ended, and the change is durable. From then on none of their tokens may be accepted.
  virtual void on_sessions_ended(std::span<const EndedSession> /*sessions*/) noexcept {}
};

/// The observers of one store. Thread-safe.
class ChangeFeed {
 public:
  void add(ChangeObserver& observer);
  /// Removes an observer. When this returns, the observer is not being called and will not be called again.
  void remove(ChangeObserver& observer) noexcept;
  void publish(const Changes& changes) noexcept;

 private:
  std::mutex mutex_;
  std::vector<ChangeObserver*> observers_;
};

}  // namespace gatehouse::store
