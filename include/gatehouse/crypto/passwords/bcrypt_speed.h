#pragma once
// SPDX-License-Identifier: Apache-2.0
// Measures how long bcrypt takes on this machine, to help choose its cost.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace gatehouse::crypto {

/// The speed of bcrypt. A hash of cost c consists of 2^c rounds and little else.
struct BcryptSpeed {
  std::chrono::nanoseconds round_alone{};       ///< of one hash that has a core to itself
  std::chrono::nanoseconds round_of_several{};  ///< of `lanes` hashes at the same time on one core
  std::size_t lanes = 0;  ///< the largest number of hashes computed at the same time on a core

  /// Returns the time of one hash on an otherwise idle core. `cost` must be from 4 to 31.
  [[nodiscard]] std::chrono::nanoseconds time_of(int cost) const noexcept {
    return round_alone * (std::int64_t{1} << cost);
  }
  /// Returns the number of hashes that one core computes in a second when many are waiting. `cost` must be
  /// from 4 to 31.
  [[nodiscard]] double per_second(int cost) const noexcept;
};

/// Measures for about `duration` on the calling thread, in its processor time. Returns the median of several
/// values, so that a short disturbance has little effect.
[[nodiscard]] BcryptSpeed measure_bcrypt(std::chrono::milliseconds duration);

}  // namespace gatehouse::crypto
