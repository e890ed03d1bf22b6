#pragma once
// SPDX-License-Identifier: Apache-2.0
// The result of restoring a backup.

#include <cstdint>

#include "gatehouse/base/clock.h"

namespace gatehouse::store {

struct RestoreReport {
  std::uint64_t users = 0;
  TimePoint epoch;  ///< tokens issued before it are refused; rounded to whole seconds, as times in tokens are
};

}  // namespace gatehouse::store
