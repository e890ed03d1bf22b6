// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/lane_threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::crypto::detail {
namespace {

using namespace std::chrono_literals;

struct UnansweredJob final : HashJob {
  using HashJob::HashJob;
  void answer(result<std::string, PasswordError>) override {}
};

struct LaneThreadsTest : testing::Test {
  std::vector<HashJobPtr> jobs(int count, const std::string& setting = "$2b$05$abcdefghijklmnopqrstuu") {
    std::vector<HashJobPtr> made;
    for (int i = 0; i < count; ++i) {
      made.push_back(std::make_unique<UnansweredJob>(
          HashTask{&scheme, Secret{"password " + std::to_string(i)}, setting, false},
          JobOptions{HashCaller::from_server(), {}}));
    }
    return made;
  }
  std::string expected(int i, const std::string& setting) {
    return scheme.compute("password " + std::to_string(i), setting).value();
  }
  bool is_wiped() const {
    return std::all_of(threads.lanes().memory().begin(), threads.lanes().memory().end(),
                       [](const auto& lanes) {
                         return std::all_of(lanes.memory().begin(), lanes.memory().end(),
                                            [](std::byte byte) { return byte == std::byte{0}; });
                       });
  }
  BcryptScheme scheme{{.cost = 5}};
  Doorbell bell;
  LaneThreads threads{bell};
};

TEST_F(LaneThreadsTest, TheIdleThreadAloneFinishesThem) {
  threads.start(jobs(3));
  std::size_t count = 0;
  while (count < 3) {
    bell.wait(1s);
    for (auto& done : threads.take_finished()) {
      EXPECT_EQ(done.job->task.password.size(), 0U) << "wiped as soon as it was read";
      ++count;
    }
  }
  EXPECT_EQ(threads.size(), 0U);
}

TEST_F(LaneThreadsTest, TheOwnerAloneFinishesThemWhereTheIdleThreadIsStarved) {
  const std::string setting = "$2a$06$abcdefghijklmnopqrstuu";
  threads.start(jobs(5, setting));
  std::vector<std::string> hashes;
  while (hashes.size() < 5) {
    threads.lend(1ms);  // both at once, and the first to publish wins
    for (auto& done : threads.take_finished()) hashes.push_back(done.hash.value());
  }
  std::vector<std::string> all;
  for (int i = 0; i < 5; ++i) all.push_back(expected(i, setting));
  std::sort(hashes.begin(), hashes.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(hashes, all);
}

TEST_F(LaneThreadsTest, WithoutWorkItIsStarved) {
  (void)threads.is_starved();
  EXPECT_TRUE(threads.is_starved());
}

TEST_F(LaneThreadsTest, NoCopyIsLeftOfWhatHasEnded) {
  threads.start(jobs(4));
  while (threads.size() > 0) {
    bell.wait(1s);
    (void)threads.take_finished();
  }
  // The idle thread wipes its memory and signals when it goes to sleep.
  bool wiped = false;
  for (int i = 0; i < 50 && !wiped; ++i) {
    while (bell.wait(100ms)) (void)threads.take_finished();
    wiped = is_wiped();
  }
  EXPECT_TRUE(wiped);
}

}  // namespace
}  // namespace gatehouse::crypto::detail
