#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tells whether the I/O threads of the program are busy, for threads that use idle time only.

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace gatehouse {

/// Counts how often each I/O thread has waited for events. Thread-safe, except where noted.
class IoActivity {
 public:
  /// Registers one I/O thread. Construct and destroy it on that thread. The thread starts as busy.
  class Thread {
   public:
    /// `activity` must outlive this object.
    explicit Thread(IoActivity& activity);
    ~Thread();
    Thread(const Thread&) = delete;
    Thread& operator=(const Thread&) = delete;

    /// Called by the thread before it waits. Takes about a nanosecond.
    void begin_wait() noexcept { turn(); }
    /// Called by the thread after it has waited. Takes about a nanosecond.
    void end_wait() noexcept { turn(); }

   private:
    friend class IoActivity;
    void turn() noexcept {
      turns_.store(turns_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    IoActivity& activity_;
    alignas(64) std::atomic<std::uint64_t> turns_ = 1;  ///< odd while the thread is busy
  };

  /// Returns nothing while any of the threads is busy or if there is no thread; otherwise a number. If two
  /// calls return the same number, none of the threads was busy in between.
  [[nodiscard]] std::optional<std::uint64_t> quiet_mark() const;

 private:
  mutable std::mutex mutex_;
  std::vector<const Thread*> threads_;
  std::uint64_t past_turns_ = 0;  ///< of threads that have ended
};

/// Returns the activity of the library's own I/O threads in this process.
[[nodiscard]] IoActivity& io_activity() noexcept;

/// Marks the calling thread as waiting during its lifetime, if it is a registered I/O thread.
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
