#pragma once
// SPDX-License-Identifier: Apache-2.0
// Users kept in memory by id, the least recently used given up when there are too many.

#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>

#include "gatehouse/base/uuid.h"
#include "store/user.h"

namespace gatehouse::store {

/// A user that may be looked at for as long as one likes; it does not follow later changes.
using UserPtr = std::shared_ptr<const User>;

/// At most `capacity` users. Belongs to one thread.
class UserCopies {
 public:
  explicit UserCopies(std::size_t capacity) : capacity_(capacity) {}

  /// The copy, or null.
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
