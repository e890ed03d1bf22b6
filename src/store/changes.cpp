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

void ChangeFeed::publish(std::span<const Uuid> ids) noexcept {
  if (ids.empty()) return;
  const std::lock_guard lock{mutex_};
  for (auto* observer : observers_) observer->on_users_changed(ids);
}

}  // namespace gatehouse::store
