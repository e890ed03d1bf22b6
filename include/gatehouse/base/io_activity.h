#pragma once
// SPDX-License-Identifier: Apache-2.0
// Whether the program's I/O threads have work, for threads that compute only while they have none.

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace gatehouse {

/// Counts how often each I/O thread has waited for events. Thread-safe, except where noted.
class IoActivity {
 public:
  /// One I/O thread, from its construction to its destruction, both on that thread. It begins at work.
  class Thread {
   public:
    /// Counted in `activity`, which outlives it.
    explicit Thread(IoActivity& activity);
    ~Thread();
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;

    /// The thread is about to wait. On the thread itself; costs about a nanosecond.
    void begin_wait() noexcept { turn(); }
    /// The thread has waited. On the thread itself; costs about a nanosecond.
    void end_wait() noexcept { turn(); }

   private:
    friend class IoActivity;
    void turn() noexcept {
      turns_.store(turns_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    IoActivity& activity_;
    alignas(64) std::atomic<std::uint64_t> turns_ = 1;  ///< odd while at work
  };

  /// Nothing while any of the threads is at work, or there is none; else a number. Two equal numbers mean
  /// that none of the threads has worked in between.
  [[nodiscard]] std::optional<std::uint64_t> quiet_mark() const;

 private:
  mutable std::mutex mutex_;
  std::vector<const Thread*> threads_;
  std::uint64_t past_turns_ = 0;  ///< of threads that have ended
};

/// The activity of the library's own I/O threads in this process.
[[nodiscard]] IoActivity& io_activity() noexcept;

/// While it exists, the calling thread, if it is one of those, counts as waiting.
class IoWait {
 public:
  IoWait() noexcept;
  ~IoWait();
  IoWait(const IoWait&) = delete;
  IoWait& operator=(const IoWait&) = delete;

 private:
  IoActivity::Thread* thread_;
};

}  // namespace gatehouse
