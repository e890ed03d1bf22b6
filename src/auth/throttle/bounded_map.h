#pragma once
// SPDX-License-Identifier: Apache-2.0
// A map of bounded size that drops the least recently used entry.

#include <algorithm>
#include <array>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "auth/throttle/key_hasher.h"

namespace gatehouse::auth::throttle {

/// Keeps at most about `limit` values, however many keys attackers invent (CWE-770). Thread-safe: the keys
/// are spread over parts, each with a mutex that is held for one operation on one value.
template <class Value>
class BoundedMap {
 public:
  explicit BoundedMap(std::size_t limit) : part_limit_(std::max<std::size_t>(limit / part_count, 1)) {}

  /// Calls `work` with the optional value of `key`, and returns its result. `work` may change, set and reset
  /// the optional. It must neither block nor use this map.
  template <class Work>
  auto update(const Key& key, Work work) {
    auto& part = parts_[key.words[1] % part_count];
    const std::lock_guard lock{part.mutex};
    const auto found = part.by_key.find(key);
    std::optional<Value> value;
    if (found != part.by_key.end()) value = std::move(found->second->second);
    auto outcome = work(value);
    if (found == part.by_key.end()) {
      if (value) part.insert(key, std::move(*value), part_limit_);
    } else if (value) {
      found->second->second = std::move(*value);
      part.recent.splice(part.recent.begin(), part.recent, found->second);
    } else {
      part.recent.erase(found->second);
      part.by_key.erase(found);
    }
    return outcome;
  }

  /// Returns the number of values, for metrics and tests.
  [[nodiscard]] std::size_t size() const {
    std::size_t size = 0;
    for (const auto& part : parts_) {
      const std::lock_guard lock{part.mutex};
      size += part.by_key.size();
    }
    return size;
  }

 private:
  static constexpr std::size_t part_count = 16;

  struct Part {
    using Recent = std::list<std::pair<Key, Value>>;

    void insert(const Key& key, Value value, std::size_t limit) {
      while (by_key.size() >= limit) {
        by_key.erase(recent.back().first);
        recent.pop_back();
      }
      recent.emplace_front(key, std::move(value));
      by_key.emplace(key, recent.begin());
    }

    mutable std::mutex mutex;
    Recent recent;  ///< most recently used first
    std::unordered_map<Key, typename Recent::iterator, KeyHash> by_key;
  };

  std::size_t part_limit_;
  std::array<Part, part_count> parts_;
};

}  // namespace gatehouse::auth::throttle
