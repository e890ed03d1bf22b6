// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/clock.h"

#include <ctime>

namespace gatehouse {

TimePoint SystemClock::now_roughly() const noexcept {
  timespec time{};
  if (::clock_gettime(CLOCK_REALTIME_COARSE, &time) != 0) return now();
  return TimePoint{std::chrono::seconds{time.tv_sec} + std::chrono::duration_cast<std::chrono::microseconds>(
                                                           std::chrono::nanoseconds{time.tv_nsec})};
}

const Clock& system_clock() noexcept {
  static const SystemClock clock;
  return clock;
}

}  // namespace gatehouse
