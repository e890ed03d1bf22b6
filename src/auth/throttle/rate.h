#pragma once
// SPDX-License-Identifier: Apache-2.0
// How often something may happen, and the rule that decides it (GCRA).

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "gatehouse/base/clock.h"

namespace gatehouse::auth::throttle {

/// `burst` times at once, then once every `interval`.
struct Rate {
  std::uint32_t burst = 1;
  std::chrono::microseconds interval = std::chrono::seconds{1};

  /// Returns how long it takes until a used-up burst is available again.
  [[nodiscard]] constexpr std::chrono::microseconds window() const noexcept { return burst * interval; }
};

/// The generic cell rate algorithm (ITU-T I.371). Its only state is the time at which the whole burst will be
/// available again. A time further ahead than a window, for example after the clock was set back, counts as
/// one window, so the wait is never longer than that.
namespace gcra {

/// Returns the stored time, limited to the range that is valid at `now`.
[[nodiscard]] inline TimePoint whole_at(const Rate& rate, std::optional<TimePoint> kept, TimePoint now) {
  return std::clamp(kept.value_or(now), now, now + rate.window());
}

/// Returns how long to wait until it may happen once more, or zero if it may happen now.
[[nodiscard]] inline std::chrono::microseconds wait(const Rate& rate, std::optional<TimePoint> kept,
                                                    TimePoint now) {
  const auto earliest = whole_at(rate, kept, now) + rate.interval - rate.window();
  return std::max(earliest - now, std::chrono::microseconds{0});
}

/// Returns the time to store after one event, allowed or not. It is at most a window ahead.
[[nodiscard]] inline TimePoint after_one(const Rate& rate, std::optional<TimePoint> kept, TimePoint now) {
  return std::min(whole_at(rate, kept, now) + rate.interval, now + rate.window());
}

/// Returns the time to store after one event is taken back. `counted` is the time that was stored for that
/// event. The part of it that has already passed is not given back again.
[[nodiscard]] inline TimePoint without_one(const Rate& rate, TimePoint kept, TimePoint counted,
                                           TimePoint now) {
  const auto left = std::clamp(counted - now, std::chrono::microseconds{0}, rate.interval);
  return kept - left;
}

}  // namespace gcra
}  // namespace gatehouse::auth::throttle
