#pragma once
// SPDX-License-Identifier: Apache-2.0
// Time as a parameter: what the system says, or what a test says.

#include <atomic>
#include <chrono>

namespace gatehouse {

/// A point in time: UTC, in microseconds since 1970 without leap seconds.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

/// Tells the time. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual TimePoint now() const noexcept = 0;
};

/// The machine's real-time clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

/// The one SystemClock that programs share.
[[nodiscard]] const Clock& system_clock() noexcept;

/// A clock that stands still until told otherwise, for tests.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start) : now_(start.time_since_epoch().count()) {}
  [[nodiscard]] TimePoint now() const noexcept override {
    return TimePoint{std::chrono::microseconds{now_.load()}};
  }
  void advance(std::chrono::microseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::chrono::microseconds::rep> now_;
};

}  // namespace gatehouse
