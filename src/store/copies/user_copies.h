#pragma once
// SPDX-License-Identifier: Apache-2.0
// Keeps users in memory by id, and drops the least recently used ones when there are too many.

#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>

#include "gatehouse/base/uuid.h"
#include "store/user.h"

namespace gatehouse::store {

/// A user that may be kept for any time. It does not follow later changes.
using UserPtr = std::shared_ptr<const User>;

/// Holds at most `capacity` users. Must be used by one thread.
class UserCopies {
 public:
  explicit UserCopies(std::size_t capacity) : capacity_(capacity) {}

  /// Returns the copy, or null.
  [[nodiscard]] UserPtr find(const Uuid& id);
  void insert(UserPtr user);
  void erase(const Uuid& id);
  void clear();
  [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }

 private:
  using Order = std::list<UserPtr>;  // most recently used first

  std::size_t capacity_;
  Order order_;
  std::unordered_map<Uuid, Order::iterator> places_;
};

}  // namespace gatehouse::store
