#pragma once
// SPDX-License-Identifier: Apache-2.0
// How much memory hashes may take at once, whatever the number of threads: who comes late waits.

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace gatehouse::crypto::detail {

/// A counting limit in KiB. First come, first served, so that a large hash is not passed by small ones for
/// ever. Thread-safe.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t limit_kib) : limit_kib_(limit_kib) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

  /// A share of the budget, given back when this goes.
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

  /// Waits until `kib`, at most the limit, are free, and takes them. A thread holds one share at a time.
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
