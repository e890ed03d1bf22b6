#pragma once
// SPDX-License-Identifier: Apache-2.0
// What bcrypt takes on this machine, for whoever has to choose its cost.

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace gatehouse::crypto {

/// A hash of cost c is 2^c rounds and little else.
struct BcryptSpeed {
  std::chrono::nanoseconds round_alone{};       ///< of a hash that has a core to itself
  std::chrono::nanoseconds round_of_several{};  ///< of `lanes` hashes at once on one core
  std::size_t lanes = 0;                        ///< how many hashes share a core at most

  /// How long one hash takes, the core otherwise idle. `cost`: 4 to 31.
  [[nodiscard]] std::chrono::nanoseconds time_of(int cost) const noexcept {
    return round_alone * (std::int64_t{1} << cost);
  }
  /// Hashes a second of one core when many wait. `cost`: 4 to 31.
  [[nodiscard]] double per_second(int cost) const noexcept;
};

/// Measures for about `duration` on the calling thread, in its own processor time; the middle of several
/// values, so that a disturbance counts little.
[[nodiscard]] BcryptSpeed measure_bcrypt(std::chrono::milliseconds duration);

}  // namespace gatehouse::crypto
