// SPDX-License-Identifier: Apache-2.0
#include "store/copies/user_copies.h"

#include <utility>

namespace gatehouse::store {

UserPtr UserCopies::find(const Uuid& id) {
  const auto place = places_.find(id);
  if (place == places_.end()) return nullptr;
  order_.splice(order_.begin(), order_, place->second);
  return *place->second;
}

void UserCopies::insert(UserPtr user) {
  erase(user->id);
  if (capacity_ == 0) return;
  if (places_.size() >= capacity_) erase(order_.back()->id);
  const auto place = order_.insert(order_.begin(), std::move(user));
  try {
    places_.emplace((*place)->id, place);
  } catch (...) {
    order_.erase(place);  // an entry without a place could never be evicted
    throw;
  }
}

void UserCopies::erase(const Uuid& id) {
  const auto place = places_.find(id);
  if (place == places_.end()) return;
  const auto at = place->second;  // `id` may be a part of the erased user
  places_.erase(place);
  order_.erase(at);
}

void UserCopies::clear() {
  places_.clear();
  order_.clear();
}

}  // namespace gatehouse::store
