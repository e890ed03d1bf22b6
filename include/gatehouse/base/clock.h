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
  /// The time now.
  [[nodiscard]] virtual TimePoint now() const noexcept = 0;
  /// The time a moment ago, at most 10 ms, for a tenth of the price where that is how the machine's clock is.
  [[nodiscard]] virtual TimePoint now_roughly() const noexcept { return now(); }
};

/// The machine's real-time clock.
class SystemClock final : public Clock {
 public:
  /// The system's time.
  [[nodiscard]] TimePoint now() const noexcept override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  /// As of the kernel's last tick (CLOCK_REALTIME_COARSE of clock_gettime(2)).
  [[nodiscard]] TimePoint now_roughly() const noexcept override;
};

/// The one SystemClock that programs share.
[[nodiscard]] const Clock& system_clock() noexcept;

/// A clock that stands still until told otherwise, for tests.
class ManualClock final : public Clock {
 public:
  /// Stands still at `start`.
  explicit ManualClock(TimePoint start) : now_(start.time_since_epoch().count()) {}
  /// What it was set to.
  [[nodiscard]] TimePoint now() const noexcept override {
    return TimePoint{std::chrono::microseconds{now_.load()}};
  }
  /// Moves it on by so much; thread-safe.
  void advance(std::chrono::microseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::chrono::microseconds::rep> now_;
};

}  // namespace gatehouse
