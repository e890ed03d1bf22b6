// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/io_activity.h"

#include <gtest/gtest.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <thread>

#include "gatehouse/base/event_wait.h"

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

TEST(IoActivity, KnowsWhenAThreadWaitsForEvents) {
  IoActivity activity;
  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  const int bell = eventfd(0, EFD_CLOEXEC);
  epoll_event wanted{};
  wanted.events = EPOLLIN;
  ASSERT_EQ(epoll_ctl(epoll, EPOLL_CTL_ADD, bell, &wanted), 0);
  std::thread waiting{[&] {
    const IoActivity::Thread counted{activity};
    epoll_event got{};
    EXPECT_EQ(wait_for_events(epoll, &got, 1, 0), 0);
    EXPECT_FALSE(activity.quiet_mark()) << "a mere look is no wait";
    EXPECT_EQ(wait_for_events(epoll, &got, 1, -1), 1);
    EXPECT_FALSE(activity.quiet_mark()) << "it has work again";
  }};
  while (!activity.quiet_mark()) std::this_thread::yield();
  const std::uint64_t one = 1;
  EXPECT_EQ(write(bell, &one, sizeof one), static_cast<ssize_t>(sizeof one));
  waiting.join();
  close(bell);
  close(epoll);
}

TEST(IoActivity, TakesOtherThreadsForNoneOfIt) {
  const IoWait waiting;
  EXPECT_FALSE(io_activity().quiet_mark());
}

}  // namespace
}  // namespace gatehouse
