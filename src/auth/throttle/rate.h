#pragma once
// SPDX-License-Identifier: Apache-2.0
// How often something may happen, and the rule that decides it (GCRA).

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

#include "gatehouse/base/clock.h"

namespace gatehouse::auth::throttle {

/// `burst` times at once, then once an `interval`.
struct Rate {
  std::uint32_t burst = 1;
  std::chrono::microseconds interval = std::chrono::seconds{1};

  /// How long it takes until a spent burst is whole again.
  [[nodiscard]] constexpr std::chrono::microseconds window() const noexcept { return burst * interval; }
};

/// The generic cell rate algorithm (ITU-T I.371): all that is kept of the past is one time, at which the
/// burst will be whole again. A time that lies further ahead than a window, as after a clock was set back,
/// counts as a window: nobody waits for longer.
namespace gcra {

/// The kept time as it counts at `now`.
[[nodiscard]] inline TimePoint whole_at(const Rate& rate, std::optional<TimePoint> kept, TimePoint now) {
  return std::clamp(kept.value_or(now), now, now + rate.window());
}

/// How long to wait until it may happen once more; zero: it may happen now.
[[nodiscard]] inline std::chrono::microseconds wait(const Rate& rate, std::optional<TimePoint> kept,
                                                    TimePoint now) {
  const auto earliest = whole_at(rate, kept, now) + rate.interval - rate.window();
  return std::max(earliest - now, std::chrono::microseconds{0});
}

/// What is kept once it has happened, allowed or not: it never lies further ahead than a window.
[[nodiscard]] inline TimePoint after_one(const Rate& rate, std::optional<TimePoint> kept, TimePoint now) {
  return std::min(whole_at(rate, kept, now) + rate.interval, now + rate.window());
}

/// What is kept once a time that was counted, and made the kept time `counted`, is taken back. What has
/// passed of it since is not given back twice.
[[nodiscard]] inline TimePoint without_one(const Rate& rate, TimePoint kept, TimePoint counted,
                                           TimePoint now) {
  const auto left = std::clamp(counted - now, std::chrono::microseconds{0}, rate.interval);
  return kept - left;
}

}  // namespace gcra
}  // namespace gatehouse::auth::throttle
