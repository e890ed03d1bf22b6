#pragma once
// SPDX-License-Identifier: Apache-2.0
// Provides the time as a parameter, so that tests can set it.

#include <atomic>
#include <chrono>

namespace gatehouse {

/// A point in time: UTC, in microseconds since 1970 without leap seconds.
using TimePoint = std::chrono::sys_time<std::chrono::microseconds>;

/// A source of the current time. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Returns the current time.
  [[nodiscard]] virtual TimePoint now() const noexcept = 0;
  /// Returns a time that is at most 10 ms old. May cost a tenth of now(), depending on the machine's clock.
  [[nodiscard]] virtual TimePoint now_roughly() const noexcept { return now(); }
};

/// The real-time clock of the machine.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
  /// Returns the time of the kernel's last tick (CLOCK_REALTIME_COARSE of clock_gettime(2)).
  [[nodiscard]] TimePoint now_roughly() const noexcept override;
};

/// Returns a SystemClock that lives as long as the program.
[[nodiscard]] const Clock& system_clock() noexcept;

/// A clock for tests. It changes only when a test advances it.
class ManualClock final : public Clock {
 public:
  /// Starts at `start`.
  explicit ManualClock(TimePoint start) : now_(start.time_since_epoch().count()) {}
  [[nodiscard]] TimePoint now() const noexcept override {
    return TimePoint{std::chrono::microseconds{now_.load()}};
  }
  /// Moves the time forward. Thread-safe.
  void advance(std::chrono::microseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::chrono::microseconds::rep> now_;
};

}  // namespace gatehouse
