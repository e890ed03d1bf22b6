#pragma once
// SPDX-License-Identifier: Apache-2.0
// Wakes one thread, from any thread, without a lock between them.

#include <chrono>

namespace gatehouse::crypto::detail {

/// An eventfd: a ring before the wait is not lost, and many rings are one.
class Doorbell {
 public:
  /// Throws std::system_error where the system has no descriptor left.
  Doorbell();
  ~Doorbell();
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;

  /// Thread-safe; one system call.
  void ring() noexcept;

  /// Waits for a ring, or until `limit` has passed; zero or less only looks. Whether there was one. By one
  /// thread.
  bool wait(std::chrono::microseconds limit) noexcept;

 private:
  int descriptor_;
};

}  // namespace gatehouse::crypto::detail
