#pragma once
// SPDX-License-Identifier: Apache-2.0
// The waiting password jobs. Each kind of caller has its own bounded queue.

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "crypto/pool/fair_queue.h"
#include "crypto/pool/hash_job.h"

namespace gatehouse::crypto::detail {

/// The kinds of callers take turns, and so do the callers of each kind. A kind that has filled its queue
/// takes no room from the others: a flood of requests from unknown addresses displaces neither jobs of the
/// operator nor jobs of known devices (CWE-770). Not thread-safe.
class HashQueue {
 public:
  /// `limit` is the maximum number of jobs of each kind.
  explicit HashQueue(std::size_t limit)
      : limit_(limit), kinds_{Line{limit}, Line{limit}, Line{limit}, Line{limit}} {}

  /// See `FairQueue::push`. Only jobs of the same kind of caller are displaced.
  [[nodiscard]] std::optional<HashJobPtr> push(HashJobPtr job) {
    auto& kind = kind_of(*job);
    const std::string line = job->options.caller.line();
    return kind.push(line, std::move(job));
  }

  /// Removes and returns the next job of the kind whose turn it is. The queue must not be empty.
  [[nodiscard]] HashJobPtr pop() {
    while (kinds_[turn_].empty()) turn_ = (turn_ + 1) % kinds_.size();
    auto job = kinds_[turn_].pop();
    turn_ = (turn_ + 1) % kinds_.size();
    return job;
  }

  /// Returns whether the queue for the kind of `job` is full.
  [[nodiscard]] bool is_full_for(const HashJob& job) noexcept { return kind_of(job).size() >= limit_; }

  /// Removes and returns all jobs for which `predicate` is true.
  template <class Predicate>
  [[nodiscard]] std::vector<HashJobPtr> remove_if(Predicate predicate) {
    std::vector<HashJobPtr> removed;
    for (auto& kind : kinds_) {
      for (auto& job : kind.remove_if(predicate)) removed.push_back(std::move(job));
    }
    return removed;
  }

  [[nodiscard]] std::size_t size() const noexcept {
    std::size_t size = 0;
    for (const auto& kind : kinds_) size += kind.size();
    return size;
  }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

 private:
  using Line = FairQueue<HashJobPtr>;

  [[nodiscard]] Line& kind_of(const HashJob& job) noexcept {
    return kinds_[static_cast<std::size_t>(job.options.caller.kind())];
  }

  std::size_t limit_;
  std::array<Line, HashCaller::kinds> kinds_;
  std::size_t turn_ = 0;
};

}  // namespace gatehouse::crypto::detail
