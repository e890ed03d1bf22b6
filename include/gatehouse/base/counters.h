#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counters and histograms that many threads write without a lock and without sharing a cache line.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gatehouse {

/// A fixed number of counters that only grow. Each thread has a row of its own, in cache lines of its own, so
/// that `add` costs about a nanosecond and never waits. When more threads count than there are rows, the
/// others share the last row, which is slower and as correct. Thread-safe.
///
///     Counters logins{2};
///     logins.add(is_right ? 0 : 1);
class Counters {
 public:
  /// The number of threads that have a row of their own unless another number is given.
  static constexpr std::size_t default_threads = 16;

  /// Creates `count` counters at 0. Memory that no thread writes is never touched. Throws std::bad_alloc.
  explicit Counters(std::size_t count, std::size_t threads = default_threads);

  /// Adds to the counter `index`, which must be less than `size()`. Neither locks nor allocates, except that
  /// the first call of a thread takes a lock to number the thread.
  void add(std::size_t index, std::uint64_t amount = 1) noexcept;

  /// Returns the sum over all threads. Counts that other threads add at the same time may be missing.
  [[nodiscard]] std::uint64_t sum(std::size_t index) const noexcept;

  [[nodiscard]] std::size_t size() const noexcept { return count_; }

 private:
  struct Free {
    void operator()(void* memory) const noexcept;
  };

  std::size_t count_;
  std::size_t stride_;  ///< counters from one row to the next
  std::size_t rows_;    ///< including the last one, which is shared
  std::unique_ptr<void, Free> memory_;
  std::uint64_t* cells_;  ///< at the beginning of a cache line
};

/// A number of histograms with the same bounds, counted as Counters are. Thread-safe.
///
///     Histograms sizes{{1, 10, 100}};
///     sizes.add(0, 12);  // counts in the bucket up to 100
class Histograms {
 public:
  /// Creates `count` empty histograms. `bounds` are the largest values of all buckets but the last one, in
  /// ascending order. The last bucket has no bound.
  explicit Histograms(std::vector<std::uint64_t> bounds, std::size_t count = 1,
                      std::size_t threads = Counters::default_threads);

  /// Counts a value in the histogram `index`. Neither locks nor allocates (see Counters::add).
  void add(std::size_t index, std::uint64_t value) noexcept;

  /// The content of one histogram.
  struct Reading {
    /// The number of values in each bucket, one more than there are bounds. They are not cumulative.
    std::vector<std::uint64_t> counts;
    std::uint64_t sum = 0;  ///< of all values

    /// Returns the number of all values.
    [[nodiscard]] std::uint64_t count() const noexcept;
  };
  /// Returns the sums over all threads. Values that other threads add at the same time may be missing.
  [[nodiscard]] Reading read(std::size_t index = 0) const;

  [[nodiscard]] std::span<const std::uint64_t> bounds() const noexcept { return bounds_; }

 private:
  /// The number of counters of one histogram: its buckets, and the sum of its values.
  [[nodiscard]] std::size_t width() const noexcept { return bounds_.size() + 2; }

  std::vector<std::uint64_t> bounds_;
  Counters counters_;
};

}  // namespace gatehouse
