// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/clock.h"

namespace gatehouse {

const Clock& system_clock() noexcept {
  static const SystemClock clock;
  return clock;
}

}  // namespace gatehouse
