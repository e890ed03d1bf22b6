#pragma once
// SPDX-License-Identifier: Apache-2.0
// Times of logins that wait to be written together with other changes.

#include <algorithm>
#include <cstddef>
#include <unordered_map>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::store::sqlite {

/// The latest login of each user, up to `capacity` users. Not thread-safe.
class LoginNotes {
 public:
  /// Further notes are dropped, so that logins cannot use up memory while the disk is full (CWE-770).
  static constexpr std::size_t capacity = 16'384;

  void add(const Uuid& id, TimePoint at) {
    if (const auto known = latest_.find(id); known != latest_.end()) {
      known->second = std::max(known->second, at);
    } else if (latest_.size() < capacity) {
      latest_.emplace(id, at);
    }
  }

  /// Takes back notes that could not be written.
  void merge(const LoginNotes& other) {
    for (const auto& [id, at] : other.latest_) add(id, at);
  }

  [[nodiscard]] bool empty() const noexcept { return latest_.empty(); }
  [[nodiscard]] auto begin() const noexcept { return latest_.begin(); }
  [[nodiscard]] auto end() const noexcept { return latest_.end(); }

 private:
  std::unordered_map<Uuid, TimePoint> latest_;
};

}  // namespace gatehouse::store::sqlite
