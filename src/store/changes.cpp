// SPDX-License-Identifier: Apache-2.0
#include "store/changes.h"

namespace gatehouse::store {

void ChangeFeed::add(ChangeObserver& observer) {
  const std::lock_guard lock{mutex_};
  observers_.push_back(&observer);
}

void ChangeFeed::remove(ChangeObserver& observer) noexcept {
  const std::lock_guard lock{mutex_};
  std::erase(observers_, &observer);
}

void ChangeFeed::publish(const Changes& changes) noexcept {
  if (changes.users.empty() && changes.sessions.empty() && !changes.keys) return;
  const std::lock_guard lock{mutex_};
  if (!freshness_.is_current()) return;  // the resync will tell
  for (auto* observer : observers_) {
    if (!changes.users.empty()) observer->on_users_changed(changes.users);
    if (!changes.sessions.empty()) observer->on_sessions_ended(changes.sessions);
    if (changes.keys) observer->on_keys_changed();
  }
}

void ChangeFeed::publish_epoch(TimePoint epoch) noexcept {
  const std::lock_guard lock{mutex_};
  for (auto* observer : observers_) observer->on_epoch_began(epoch);
}

void ChangeFeed::interrupt() noexcept {
  const std::lock_guard lock{mutex_};
  freshness_.is_current_.store(false, std::memory_order_seq_cst);
}

void ChangeFeed::resync(std::span<const EndedSession> ended) noexcept {
  const std::lock_guard lock{mutex_};
  for (auto* observer : observers_) observer->on_resync(ended);
  freshness_.is_current_.store(true, std::memory_order_seq_cst);
}

}  // namespace gatehouse::store
