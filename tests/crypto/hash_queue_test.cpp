// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/hash_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace gatehouse::crypto::detail {
namespace {

using testing::ElementsAre;

struct NamedJob final : HashJob {
  NamedJob(std::string what, HashCaller who)
      : HashJob(HashTask{nullptr, Secret{}, {}, false}, {std::move(who), {}}), name(std::move(what)) {}
  void answer(result<std::string, PasswordError>) override {}
  std::string name;
};

std::string name_of(const HashJobPtr& job) { return dynamic_cast<const NamedJob&>(*job).name; }

struct HashQueueTest : testing::Test {
  /// Returns the name of the job that was displaced, or an empty text.
  std::string push(std::string name, HashCaller who) {
    const auto displaced = queue.push(std::make_unique<NamedJob>(std::move(name), std::move(who)));
    return displaced ? name_of(*displaced) : "";
  }
  std::vector<std::string> pop_all() {
    std::vector<std::string> names;
    while (!queue.empty()) names.push_back(name_of(queue.pop()));
    return names;
  }
  const HashCaller console = HashCaller::from_operator();
  const HashCaller phone = HashCaller::from_device("phone");
  const HashCaller laptop = HashCaller::from_device("laptop");
  const HashCaller server = HashCaller::from_server();
  HashQueue queue{4};
};

TEST_F(HashQueueTest, KindsOfCallersTakeTurns) {
  for (const auto* from : {"a", "b", "c", "d"}) EXPECT_EQ(push(from, HashCaller::from_address(from)), "");
  for (const auto* name : {"p1", "p2"}) EXPECT_EQ(push(name, phone), "");
  EXPECT_EQ(push("l1", laptop), "");
  for (const auto* name : {"o1", "o2"}) EXPECT_EQ(push(name, console), "");
  EXPECT_EQ(push("s1", server), "");
  EXPECT_EQ(queue.size(), 10U);
  EXPECT_THAT(pop_all(), ElementsAre("o1", "p1", "a", "s1", "o2", "l1", "b", "p2", "c", "d"));
}

TEST_F(HashQueueTest, AFloodOfAddressesDisplacesNoOtherKind) {
  EXPECT_EQ(push("o1", console), "");
  EXPECT_EQ(push("p1", phone), "");
  for (int i = 0; i < 100; ++i) (void)push("flood", HashCaller::from_address(std::to_string(i)));
  EXPECT_EQ(queue.size(), 6U);
  EXPECT_EQ(push("o2", console), "") << "and keeps none out";
  EXPECT_EQ(push("l1", laptop), "");
  EXPECT_EQ(push("s1", server), "");
  EXPECT_THAT(pop_all(), ElementsAre("o1", "p1", "flood", "s1", "o2", "l1", "flood", "flood", "flood"));
}

TEST_F(HashQueueTest, ALineIsOneOfItsKindOnly) {
  EXPECT_EQ(push("by address", HashCaller::from_address("x")), "");
  EXPECT_EQ(push("by device", HashCaller::from_device("x")), "");
  EXPECT_THAT(pop_all(), ElementsAre("by device", "by address"));
  EXPECT_NE(HashCaller::from_address("x"), HashCaller::from_device("x"));
}

TEST_F(HashQueueTest, IsFullForOneKindAtATime) {
  for (const auto* name : {"o1", "o2", "o3", "o4"}) EXPECT_EQ(push(name, console), "");
  EXPECT_TRUE(queue.is_full_for(NamedJob{"o5", console}));
  EXPECT_FALSE(queue.is_full_for(NamedJob{"a", HashCaller::from_address("a")}));
  EXPECT_EQ(queue.remove_if([](const HashJobPtr& job) { return name_of(job) == "o2"; }).size(), 1U);
  EXPECT_FALSE(queue.is_full_for(NamedJob{"o5", console}));
}

}  // namespace
}  // namespace gatehouse::crypto::detail
