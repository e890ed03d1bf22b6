// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/shared_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::crypto::detail {
namespace {

const BcryptSetting setting = read_bcrypt_setting("$2b$04$abcdefghijklmnopqrstuu").value();

bool is_wiped(const SharedLanes& shared) {
  return std::all_of(shared.memory().begin(), shared.memory().end(), [](const BcryptLanes& lanes) {
    return std::all_of(lanes.memory().begin(), lanes.memory().end(),
                       [](std::byte byte) { return byte == std::byte{0}; });
  });
}

struct SharedLanesTest : testing::Test {
  BcryptLanes& take(Side side) { return shared->take(side); }
  bool put(Side side) { return shared->put(side); }
  std::unique_ptr<SharedLanes> shared = std::make_unique<SharedLanes>();
};

TEST_F(SharedLanesTest, WhatOneSidePublishesTheOtherTakes) {
  take(Side::control).add(Lane{"x", setting, 7});
  EXPECT_EQ(take(Side::idle).size(), 0U) << "not before it is published";
  EXPECT_TRUE(put(Side::control));
  EXPECT_EQ(shared->version(), 1U);
  auto& lanes = take(Side::idle);
  EXPECT_EQ(lanes.running(), 1U);
  EXPECT_TRUE(lanes.step(1000));
  EXPECT_TRUE(put(Side::idle));
  EXPECT_EQ(take(Side::control).take_ended().ticket, 7U);
}

TEST_F(SharedLanesTest, WhoIsSecondHasDoneNothing) {
  take(Side::control).add(Lane{"x", setting, 7});
  EXPECT_TRUE(put(Side::control));
  // The idle side stops in the middle of its step, and the other side continues any number of times.
  auto& stalled = take(Side::idle);
  stalled.step(3);
  for (int i = 0; i < 10; ++i) {
    take(Side::control).step(1);
    EXPECT_TRUE(put(Side::control));
  }
  stalled.step(3);
  EXPECT_FALSE(put(Side::idle));
  EXPECT_FALSE(take(Side::control).step(5)) << "of 16 rounds 10 were published";
  EXPECT_TRUE(take(Side::control).step(6));
}

TEST_F(SharedLanesTest, NothingIsLeftWhenBothHaveWiped) {
  take(Side::control).add(Lane{"secret", setting, 7});
  EXPECT_TRUE(put(Side::control));
  while (take(Side::idle).running() > 0) {
    shared->take(Side::idle).step(5);
    EXPECT_TRUE(put(Side::idle));
  }
  (void)take(Side::control).take_ended();
  EXPECT_TRUE(put(Side::control));
  EXPECT_FALSE(is_wiped(*shared));
  shared->wipe(Side::control);
  shared->wipe(Side::idle);
  EXPECT_TRUE(is_wiped(*shared));
}

TEST_F(SharedLanesTest, TwoThreadsGiveTheRightHashes) {
  const BcryptScheme scheme{{.cost = 4}};
  const std::string text = "$2b$04$abcdefghijklmnopqrstuu";
  constexpr std::uint64_t count = 300;
  std::atomic<bool> is_done = false;
  std::thread idle{[&] {
    while (!is_done) {
      auto& lanes = take(Side::idle);
      if (lanes.running() == 0) {
        std::this_thread::yield();
        continue;
      }
      lanes.step(2);
      (void)put(Side::idle);
    }
  }};
  std::vector<std::string> hashes(count);
  std::uint64_t begun = 0;
  std::uint64_t ended = 0;
  while (ended < count) {
    std::vector<Lane> out;
    std::uint64_t added = 0;
    bool has_stepped = false;
    do {
      out.clear();
      added = 0;
      auto& lanes = take(Side::control);
      has_stepped = ended % 3 == 0 && lanes.running() > 0;
      if (has_stepped) lanes.step(1);
      while (lanes.size() > lanes.running()) out.push_back(lanes.take_ended());
      while (!lanes.is_full() && begun + added < count) {
        lanes.add(Lane{std::to_string(begun + added), setting, begun + added});
        ++added;
      }
      // An unchanged state is not published, because each publication discards work of the other side.
      if (out.empty() && added == 0 && !has_stepped) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        break;
      }
    } while (!put(Side::control));
    begun += added;
    ended += out.size();
    for (const auto& lane : out) hashes[lane.ticket] = text + write_bcrypt_digest(digest_of(lane.state));
  }
  is_done = true;
  idle.join();
  for (std::uint64_t i = 0; i < count; ++i)
    EXPECT_EQ(hashes[i], scheme.compute(std::to_string(i), text).value());
}

}  // namespace
}  // namespace gatehouse::crypto::detail
