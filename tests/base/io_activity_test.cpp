// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/io_activity.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <thread>

namespace gatehouse {
namespace {

TEST(IoActivity, IsQuietWhileAllThreadsWait) {
  IoActivity activity;
  EXPECT_FALSE(activity.quiet_mark()) << "without threads nothing is known";
  IoActivity::Thread first{activity};
  EXPECT_FALSE(activity.quiet_mark());
  first.begin_wait();
  const auto mark = activity.quiet_mark();
  EXPECT_TRUE(mark);
  EXPECT_EQ(activity.quiet_mark(), mark);
  {
    IoActivity::Thread second{activity};
    EXPECT_FALSE(activity.quiet_mark());
    second.begin_wait();
    EXPECT_TRUE(activity.quiet_mark());
    EXPECT_NE(activity.quiet_mark(), mark);
  }
  EXPECT_TRUE(activity.quiet_mark());
  EXPECT_NE(activity.quiet_mark(), mark) << "a thread has worked in between";
}

TEST(IoActivity, ShowsThatAThreadHasWorkedInBetween) {
  IoActivity activity;
  IoActivity::Thread thread{activity};
  thread.begin_wait();
  const auto mark = activity.quiet_mark();
  thread.end_wait();
  EXPECT_FALSE(activity.quiet_mark());
  thread.begin_wait();
  EXPECT_TRUE(activity.quiet_mark());
  EXPECT_NE(activity.quiet_mark(), mark);
}

TEST(IoActivity, TakesOtherThreadsForNoneOfIt) {
  const IoWait waiting;
  EXPECT_FALSE(io_activity().quiet_mark());
}

}  // namespace
}  // namespace gatehouse
