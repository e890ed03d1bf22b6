#pragma once
// SPDX-License-Identifier: Apache-2.0
// Wakes one thread from any other thread without a lock.

#include <chrono>

namespace gatehouse::crypto::detail {

/// An eventfd. A ring before the wait is not lost, and several rings count as one.
class Doorbell {
 public:
  /// Throws std::system_error if no descriptor is available.
  Doorbell();
  ~Doorbell();
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;

  /// Wakes the waiting thread. Thread-safe. Takes one system call.
  void ring() noexcept;

  /// Waits for a ring for at most `limit`; does not block if `limit` is zero or negative. Returns whether
  /// there was a ring. Must be called by one thread only.
  bool wait(std::chrono::microseconds limit) noexcept;

 private:
  int descriptor_;
};

}  // namespace gatehouse::crypto::detail
