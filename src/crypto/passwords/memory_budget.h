#pragma once
// SPDX-License-Identifier: Apache-2.0
// Limits the memory of all hashes computed at the same time, whatever the number of threads.

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace gatehouse::crypto::detail {

/// A limit in KiB. Waiting threads are served in order of arrival, so that small hashes cannot delay a large
/// one for ever. Thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t limit_kib) : limit_kib_(limit_kib) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

  /// A share of the budget, which is returned on destruction.
  class [[nodiscard]] Share {
   public:
    Share(MemoryBudget& budget, std::uint64_t kib) : budget_(budget), kib_(kib) { budget_.take(kib_); }
    ~Share() { budget_.give_back(kib_); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

   private:
    MemoryBudget& budget_;
    std::uint64_t kib_;
  };

  /// Blocks until `kib` are free, then takes them. `kib` must not exceed the limit. A thread may hold
  /// only one share.
  Share share(std::uint64_t kib) { return Share{*this, kib}; }

 private:
  void take(std::uint64_t kib);
  void give_back(std::uint64_t kib);

  const std::uint64_t limit_kib_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t used_kib_ = 0;
  std::uint64_t last_ticket_ = 0;
  std::uint64_t next_served_ = 0;
};

}  // namespace gatehouse::crypto::detail
