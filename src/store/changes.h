#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tells copies of the store's records that they are outdated, and when they may be believed at all.

#include <atomic>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/session.h"

namespace gatehouse::store {

/// What a change makes outdated.
struct Changes {
  std::vector<Uuid> users{};             ///< changed or deleted
  std::vector<EndedSession> sessions{};  ///< ended
  bool keys = false;                     ///< key pairs were added or deleted
};

/// A holder of copies of records. It is called on a thread of the store, and must not wait for an I/O thread.
class ChangeObserver {
 public:
  virtual ~ChangeObserver() = default;
  /// These users were changed or deleted, and the change is durable. The caller who asked for it is
  /// answered only after this returns, so from then on no copy may return the old record.
  virtual void on_users_changed(std::span<const Uuid> /*ids*/) noexcept {}
  /// These sessions have ended, and the change is durable. From then on none of their tokens may be accepted.
  virtual void on_sessions_ended(std::span<const EndedSession> /*sessions*/) noexcept {}
  /// Key pairs were added or deleted.
  virtual void on_keys_changed() noexcept {}
  /// A backup was restored: no token that was issued before `epoch` is valid.
  virtual void on_epoch_began(TimePoint /*epoch*/) noexcept {}
  /// Changes may have been missed. All copies are outdated. `ended` are all ended sessions whose access
  /// tokens may not have expired yet.
  virtual void on_resync(std::span<const EndedSession> /*ended*/) noexcept {}
};

/// Whether copies may be believed. While changes may be missed, a copy answers that it does not know, and its
/// caller asks the store.
class Freshness {
 public:
  /// Costs one atomic load.
  [[nodiscard]] bool is_current() const noexcept { return is_current_.load(std::memory_order_seq_cst); }

 private:
  friend class ChangeFeed;
  std::atomic<bool> is_current_{true};
};

/// The observers of one store. Thread-safe.
class ChangeFeed {
 public:
  void add(ChangeObserver& observer);
  /// Removes an observer. When this returns, the observer is not being called and will not be called again.
  void remove(ChangeObserver& observer) noexcept;

  [[nodiscard]] const Freshness& freshness() const noexcept { return freshness_; }

  // The functions below are for the store.

  /// Tells the observers, unless the feed is interrupted.
  void publish(const Changes& changes) noexcept;
  void publish_epoch(TimePoint epoch) noexcept;
  /// From now on changes may be missed: copies are not current.
  void interrupt() noexcept;
  /// Nothing is missed from now on. Tells the observers that their copies are outdated, then declares
  /// copies current again.
  void resync(std::span<const EndedSession> ended) noexcept;

 private:
  std::mutex mutex_;
  std::vector<ChangeObserver*> observers_;
  Freshness freshness_;
};

}  // namespace gatehouse::store
