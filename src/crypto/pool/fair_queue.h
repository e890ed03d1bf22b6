#pragma once
// SPDX-License-Identifier: Apache-2.0
// A bounded queue that serves clients in turn, so that one who sends a thousand jobs waits behind one who
// sends two.

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

/// Each client's jobs in their order; the clients by turns (round robin), so a lane never stays empty while
/// anyone waits. Not thread-safe.
template <class T>
class FairQueue {
 public:
  explicit FairQueue(std::size_t limit) : limit_(limit) {}

  /// Adds `value` behind those of its `client`. When the queue is full, the newest job of the client with the
  /// most is displaced and returned, so that no one client fills it (CWE-770); `value` itself where it would
  /// leave its own client with as many.
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

  /// The next job of the client whose turn it is. Precondition: not empty.
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

  /// Takes out all that `predicate` is true of.
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
  Lines lines_;  ///< whose turn it is in front
  std::unordered_map<std::string, typename Lines::iterator> by_client_;
};

}  // namespace gatehouse::crypto::detail
