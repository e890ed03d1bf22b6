// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/lending.h"

#include <gtest/gtest.h>

#include <functional>

namespace gatehouse::crypto::detail {
namespace {

using std::chrono::microseconds;

/// Lanes that never finish unless the test makes them.
struct FakeLanes {
  Lent lend(microseconds quantum) {
    ++quanta;
    lent += quantum;
    if (before_return) before_return();
    return quanta == ends_after ? end : Lent::stepped;
  }
  int quanta = 0;
  int ends_after = 0;
  Lent end = Lent::ended;
  microseconds lent{};
  std::function<void()> before_return;
};

struct FakeBell {
  bool wait(microseconds limit) {
    EXPECT_EQ(limit, microseconds{0}) << "the lanes do not wait";
    return ++looks == rings_at;
  }
  int looks = 0;
  int rings_at = 0;
};

struct LendingTest : testing::Test {
  FakeLanes lanes;
  FakeBell bell;
  IoActivity io;
  IoActivity::Thread thread{io};
  Lending lending{io};
};

TEST_F(LendingTest, LendsAShareOnlyWhileAnIoThreadWorks) {
  lending.begin_pause();
  EXPECT_FALSE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.lent, Lending::share_quantum);
}

TEST_F(LendingTest, LendsAShareOnlyWhereAnIoThreadHasWorkedInThePause) {
  thread.begin_wait();
  lending.begin_pause();
  thread.end_wait();
  thread.begin_wait();
  EXPECT_FALSE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.lent, Lending::share_quantum);
}

TEST_F(LendingTest, LendsUntilAHashHasEndedWhileNoIoThreadHasWork) {
  thread.begin_wait();
  lending.begin_pause();
  lanes.ends_after = 100;
  EXPECT_TRUE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.quanta, 100);
}

TEST_F(LendingTest, StopsAsSoonAsAnIoThreadWakes) {
  thread.begin_wait();
  lending.begin_pause();
  lanes.before_return = [this] {
    if (lanes.quanta == 7) thread.end_wait();
  };
  EXPECT_FALSE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.quanta, 7);
  EXPECT_LE(Lending::quiet_quantum, microseconds{250}) << "which is as long as the thread may have waited";
}

TEST_F(LendingTest, StopsWhenTheBellRings) {
  thread.begin_wait();
  lending.begin_pause();
  bell.rings_at = 3;
  EXPECT_TRUE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.quanta, 3);
}

TEST_F(LendingTest, StopsWhenTheIdleThreadIsStarvedNoLonger) {
  thread.begin_wait();
  lending.begin_pause();
  lanes.ends_after = 5;
  lanes.end = Lent::beaten;
  EXPECT_FALSE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.quanta, 5);
}

TEST_F(LendingTest, StopsNowAndThenForTheQueueToBeSearched) {
  thread.begin_wait();
  lending.begin_pause();
  EXPECT_TRUE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.quanta, 1 + Lending::most_quiet_quanta);
}

TEST(Lending, LendsAShareOnlyInAProgramWithoutIoThreads) {
  FakeLanes lanes;
  FakeBell bell;
  const IoActivity io;
  Lending lending{io};
  lending.begin_pause();
  EXPECT_FALSE(lending.lend(lanes, bell));
  EXPECT_EQ(lanes.lent, Lending::share_quantum) << "nothing is known of threads that are not the library's";
}

}  // namespace
}  // namespace gatehouse::crypto::detail
