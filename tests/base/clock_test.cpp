// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/clock.h"

#include <gtest/gtest.h>

#include <thread>

namespace gatehouse {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, RoughlyIsNeverAhead) {
  const auto before = system_clock().now();
  std::this_thread::sleep_for(100ms);  // longer than a tick, so that the rough time is later than `before`
  EXPECT_GE(system_clock().now_roughly(), before);
  const auto rough = system_clock().now_roughly();
  EXPECT_LE(rough, system_clock().now());
}

TEST(ManualClock, IsExactEitherWay) {
  ManualClock clock{TimePoint{5s}};
  clock.advance(1us);
  EXPECT_EQ(clock.now(), TimePoint{5s + 1us});
  EXPECT_EQ(clock.now_roughly(), clock.now());
}

}  // namespace
}  // namespace gatehouse
