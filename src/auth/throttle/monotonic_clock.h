#pragma once
// SPDX-License-Identifier: Apache-2.0
// A clock that cannot be set. Limits are measured with it.

#include <chrono>

#include "gatehouse/base/clock.h"

namespace gatehouse::auth::throttle {

/// Returns the time since some moment before the program started, as a TimePoint. It is not the time of day.
class MonotonicClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return TimePoint{std::chrono::duration_cast<std::chrono::microseconds>(since)};
  }
};

/// Returns the MonotonicClock that all parts of a program share.
[[nodiscard]] inline const Clock& monotonic_clock() noexcept {
  static const MonotonicClock clock;
  return clock;
}

}  // namespace gatehouse::auth::throttle
