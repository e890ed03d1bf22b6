#pragma once
// SPDX-License-Identifier: Apache-2.0
// A clock that nobody sets: what limits are measured by.

#include <chrono>

#include "gatehouse/base/clock.h"

namespace gatehouse::auth::throttle {

/// Time since some moment before the program began, as a TimePoint. It is not the time of day.
class MonotonicClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const noexcept override {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return TimePoint{std::chrono::duration_cast<std::chrono::microseconds>(since)};
  }
};

/// The one MonotonicClock that programs share.
[[nodiscard]] inline const Clock& monotonic_clock() noexcept {
  static const MonotonicClock clock;
  return clock;
}

}  // namespace gatehouse::auth::throttle
