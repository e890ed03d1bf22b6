#pragma once
// SPDX-License-Identifier: Apache-2.0
// Passes notices from the store's thread to the copy that belongs to one worker.

#include <atomic>
#include <cstddef>
#include <mutex>

namespace gatehouse::store {

/// Holds what the store's thread has posted for one worker. The worker looks into it before each use of its
/// copy, which costs one atomic load while the mailbox is empty.
template <class Mail>
class Mailbox {
 public:
  /// Calls `put(mail)`, which must not throw, on the store's thread. Once this returns, the worker's next
  /// `collect` sees what was put.
  template <class Put>
  void post(Put&& put) noexcept {
    const std::lock_guard lock{mutex_};
    put(mail_);
    // Sequentially consistent: a worker that sees an answer sent after this also sees the flag.
    has_mail_.store(true, std::memory_order_seq_cst);
  }

  /// Calls `take(mail)` if there is mail; `take` must empty it. Must be called on the worker's thread. If
  /// `take` throws, the mail stays for the next call.
  template <class Take>
  void collect(Take&& take) {
    if (!has_mail_.load(std::memory_order_seq_cst)) return;
    const std::lock_guard lock{mutex_};
    take(mail_);
    has_mail_.store(false, std::memory_order_relaxed);
  }

 private:
  static constexpr std::size_t cache_line = 64;

  alignas(cache_line) std::atomic<bool> has_mail_{false};
  std::mutex mutex_;
  Mail mail_;
};

}  // namespace gatehouse::store
