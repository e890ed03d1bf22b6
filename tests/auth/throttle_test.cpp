// SPDX-License-Identifier: Apache-2.0
#include "auth/throttle/throttle.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "auth/throttle/device_cookies.h"

namespace gatehouse::auth::throttle {
namespace {

using std::chrono::seconds;

constexpr TimePoint start{std::chrono::hours{1'000'000}};

ThrottleOptions options_with(const Clock& clock) {
  ThrottleOptions options{.clock = clock};
  options.rates[Limit::account_failures] = {3, seconds{10}};
  options.rates[Limit::address_failures] = {5, seconds{1}};
  return options;
}

class ThrottleTest : public testing::Test {
 protected:
  ManualClock clock{start};
  Throttle throttle{options_with(clock)};

  std::vector<Claim> claims(const std::string& account, const std::string& address = {}) const {
    std::vector<Claim> made{{Limit::account_failures, throttle.key({account})}};
    if (!address.empty()) made.emplace_back(Limit::address_failures, throttle.key({address}));
    return made;
  }
  Throttle::Outcome take(const std::string& account, const std::string& address = {}) {
    return throttle.take(claims(account, address));
  }
};

TEST_F(ThrottleTest, AllowsABurstAndThenOneAnInterval) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take("ada").hold);
  for (int round = 0; round < 3; ++round) {
    const auto refused = take("ada");
    ASSERT_TRUE(refused.refusal);
    EXPECT_FALSE(refused.hold);
    EXPECT_EQ(refused.refusal->limit, Limit::account_failures);
    EXPECT_EQ(refused.refusal->wait, seconds{10});
    clock.advance(seconds{9});
    EXPECT_EQ(take("ada").refusal.value().wait, seconds{1});
    clock.advance(seconds{1});
    EXPECT_TRUE(take("ada").hold);
  }
  EXPECT_TRUE(take("bob").hold) << "another's";
  clock.advance(seconds{30});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take("ada").hold) << "whole again";
  EXPECT_TRUE(take("ada").refusal);
}

TEST_F(ThrottleTest, AnAttemptCountsFromItsBeginning) {
  std::vector<Hold> under_way;
  for (int i = 0; i < 3; ++i) under_way.push_back(std::move(*take("ada").hold));
  EXPECT_TRUE(take("ada").refusal) << "a thousand at once must be no more than three";
  under_way.front().give_back();
  under_way.front().give_back();
  EXPECT_TRUE(take("ada").hold);
  EXPECT_TRUE(take("ada").refusal);
}

TEST_F(ThrottleTest, WhatSucceedsIsNotCounted) {
  for (int i = 0; i < 100; ++i) {
    auto taken = take("ada", "192.0.2.1");
    ASSERT_TRUE(taken.hold);
    clock.advance(std::chrono::milliseconds{1});
    taken.hold->give_back();
  }
  EXPECT_EQ(throttle.size(Limit::account_failures), 0U) << "nothing is kept of what does not count";
}

TEST_F(ThrottleTest, WhatHasPassedIsNotGivenBackAgain) {
  auto slow = take("ada");
  clock.advance(seconds{10});
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take("ada").hold);
  slow.hold->give_back();
  EXPECT_TRUE(take("ada").refusal);
}

TEST_F(ThrottleTest, AnAttemptThatOneLimitRefusesUsesUpNoOther) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take("ada", "192.0.2.1").hold);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(take("ada", "192.0.2.1").refusal.value().limit, Limit::account_failures);
  for (const auto account : {"bob", "carol"}) EXPECT_TRUE(take(account, "192.0.2.1").hold);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(take("dan", "192.0.2.1").refusal.value().limit, Limit::address_failures);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take("dan", "192.0.2.2").hold);
}

TEST_F(ThrottleTest, AClockThatWasSetBackLocksNobodyOut) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take("ada").hold);
  clock.advance(-std::chrono::hours{5});
  EXPECT_LE(take("ada").refusal.value().wait, seconds{30});
}

TEST_F(ThrottleTest, SwitchedOffItAllowsEverythingAndKeepsNothing) {
  auto options = options_with(clock);
  options.enabled = false;
  Throttle off{options};
  const std::array claims{Claim{Limit::account_failures, off.key({"ada"})}};
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(off.take(claims).hold);
  off.count(claims);
  EXPECT_FALSE(off.find_refusal(claims));
  EXPECT_EQ(off.size(Limit::account_failures), 0U);
}

TEST_F(ThrottleTest, KeepsABoundedNumberAndForgetsWhatWasUsedLongestAgo) {
  auto options = options_with(clock);
  options.entries = 1024;
  Throttle small{options};
  const auto take_of = [&](const std::string& account) {
    const std::array claims{Claim{Limit::account_failures, small.key({account})}};
    return small.take(claims);
  };
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take_of("ada").hold);
  for (int i = 0; i < 100'000; ++i) {
    EXPECT_TRUE(take_of(std::to_string(i)).hold);
    // An entry that is used again and again is not dropped.
    if (i % 100 == 0) {
      EXPECT_TRUE(take_of("ada").refusal) << i;
    }
  }
  EXPECT_LE(small.size(Limit::account_failures), 1024U);
  EXPECT_GE(small.size(Limit::account_failures), 900U);
}

TEST_F(ThrottleTest, ManyThreadsTakeNoMoreThanThereIs) {
  ThrottleOptions options{.clock = clock};
  options.rates[Limit::account_failures] = {1000, seconds{1}};
  Throttle shared{options};
  std::vector<std::thread> threads;
  std::atomic<int> allowed = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      const std::array claims{Claim{Limit::account_failures, shared.key({"ada"})}};
      for (int i = 0; i < 1000; ++i) {
        auto taken = shared.take(claims);
        if (!taken.hold) continue;
        if (i % 2 == 0)
          taken.hold->give_back();
        else
          ++allowed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(allowed, 1000);
  EXPECT_GE(allowed, 900);
}

class DeviceCookieTest : public testing::Test {
 protected:
  DeviceCookieTest() {
    user.id = Uuid::random(system_random());
    user.password_hash = "$2b$04$one";
  }
  const Secret secret{std::string(32, 's')};
  DeviceCookies cookies{secret, std::nullopt};
  store::User user;
};

TEST_F(DeviceCookieTest, IsOfOneUserAndOnePassword) {
  const auto value = cookies.make(user, {});
  const auto device = cookies.find_device(value, user);
  ASSERT_TRUE(device);
  EXPECT_EQ(cookies.find_device(cookies.make(user, *device), user), device) << "it stays the same device";
  EXPECT_NE(cookies.find_device(cookies.make(user, {}), user), device);
  auto other = user;
  other.id = Uuid::random(system_random());
  EXPECT_FALSE(cookies.find_device(value, other));
  auto changed = user;
  changed.password_hash = "$2b$04$two";
  EXPECT_FALSE(cookies.find_device(value, changed)) << "void after the password has changed";
}

TEST_F(DeviceCookieTest, CanNotBeForged) {
  const auto value = cookies.make(user, {});
  for (std::size_t i = 0; i < value.size(); ++i) {
    auto forged = value;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(cookies.find_device(forged, user)) << i;
    EXPECT_FALSE(cookies.find_device(value.substr(0, i), user)) << i;
  }
  EXPECT_FALSE(cookies.find_device(value + "A", user));
  const DeviceCookies elsewhere{Secret{std::string(32, 't')}, std::nullopt};
  EXPECT_FALSE(elsewhere.find_device(value, user));
}

TEST_F(DeviceCookieTest, StaysGoodWhileTheSecretBeforeIsGiven) {
  const DeviceCookies changed{Secret{std::string(32, 't')}, secret};
  EXPECT_TRUE(changed.find_device(cookies.make(user, {}), user));
  EXPECT_FALSE(cookies.find_device(changed.make(user, {}), user));
}

TEST_F(DeviceCookieTest, HasANameOfItsAccount) {
  EXPECT_EQ(DeviceCookies::name("ada@example.org").size(), std::string{"gatehouse_device_"}.size() + 8);
  EXPECT_NE(DeviceCookies::name("ada@example.org"), DeviceCookies::name("bob@example.org"));
}

}  // namespace
}  // namespace gatehouse::auth::throttle
