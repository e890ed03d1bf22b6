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
  if (changes.users.empty() && changes.sessions.empty()) return;
  const std::lock_guard lock{mutex_};
  for (auto* observer : observers_) {
    if (!changes.users.empty()) observer->on_users_changed(changes.users);
    if (!changes.sessions.empty()) observer->on_sessions_ended(changes.sessions);
  }
}

}  // namespace gatehouse::store
