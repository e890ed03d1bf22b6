#pragma once
// SPDX-License-Identifier: Apache-2.0
// A bounded queue that serves its callers in turn, whatever the number of jobs of each.

#include <algorithm>
#include <cstddef>
#include <deque>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gatehouse::crypto::detail {

/// The jobs of each caller keep their order, and the callers take turns (round robin). Not thread-safe.
template <class T>
class FairQueue {
 public:
  explicit FairQueue(std::size_t limit) : limit_(limit) {}

  /// Adds `value` after the other jobs of its `client`, which is the name of a caller. If the queue is
  /// full, the newest job of the caller with the most jobs is removed and returned, so that one caller
  /// cannot fill the queue (CWE-770). If the new job would give its own caller as many jobs as that,
  /// `value` itself is returned.
  [[nodiscard]] std::optional<T> push(std::string_view client, T value) {
    std::optional<T> displaced;
    if (size_ >= limit_) {
      const auto most = std::max_element(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
        return a.values.size() < b.values.size();
      });
      if (most == lines_.end() || count(client) + 1 >= most->values.size()) return value;
      displaced.emplace(std::move(most->values.back()));
      most->values.pop_back();
      --size_;
    }
    const auto [found, is_new] = by_client_.try_emplace(std::string{client});
    if (is_new) found->second = lines_.insert(lines_.end(), Line{found->first, {}});
    found->second->values.push_back(std::move(value));
    ++size_;
    return displaced;
  }

  /// Removes and returns the next job of the caller whose turn it is. The queue must not be empty.
  [[nodiscard]] T pop() {
    auto& line = lines_.front();
    T value = std::move(line.values.front());
    line.values.pop_front();
    --size_;
    if (line.values.empty()) {
      erase(lines_.begin());
    } else {
      lines_.splice(lines_.end(), lines_, lines_.begin());
    }
    return value;
  }

  /// Removes and returns all jobs for which `predicate` is true.
  template <class Predicate>
  [[nodiscard]] std::vector<T> remove_if(Predicate predicate) {
    std::vector<T> removed;
    for (auto line = lines_.begin(); line != lines_.end();) {
      if (std::none_of(line->values.begin(), line->values.end(), predicate)) {
        ++line;
        continue;
      }
      std::deque<T> kept;
      for (auto& value : line->values) {
        if (predicate(value)) {
          removed.push_back(std::move(value));
        } else {
          kept.push_back(std::move(value));
        }
      }
      line->values = std::move(kept);
      const auto here = line++;
      if (here->values.empty()) erase(here);
    }
    size_ -= removed.size();
    return removed;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

 private:
  struct Line {
    std::string client;
    std::deque<T> values;  ///< never empty between calls
  };
  using Lines = std::list<Line>;

  [[nodiscard]] std::size_t count(std::string_view client) const {
    const auto found = by_client_.find(std::string{client});
    return found == by_client_.end() ? 0 : found->second->values.size();
  }

  void erase(typename Lines::iterator line) {
    by_client_.erase(line->client);
    lines_.erase(line);
  }

  std::size_t limit_;
  std::size_t size_ = 0;
  Lines lines_;  ///< ordered by turn, the next one first
  std::unordered_map<std::string, typename Lines::iterator> by_client_;
};

}  // namespace gatehouse::crypto::detail
