#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a restore has put in place.

#include <cstdint>

#include "gatehouse/base/clock.h"

namespace gatehouse::store {

struct RestoreReport {
  std::uint64_t users = 0;
  TimePoint epoch;  ///< tokens issued before it open nothing; up to a second away: tokens have whole seconds
};

}  // namespace gatehouse::store
