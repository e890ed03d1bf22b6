// SPDX-License-Identifier: Apache-2.0
#include "crypto/pool/fair_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gatehouse::crypto::detail {
namespace {

using testing::ElementsAre;

struct FairQueueTest : testing::Test {
  /// Returns the value that was displaced, or an empty text when the new one was queued.
  std::string push(const std::string& client, const std::string& value) {
    return queue.push(client, value).value_or("");
  }
  std::vector<std::string> pop_all() {
    std::vector<std::string> values;
    while (!queue.empty()) values.push_back(queue.pop());
    return values;
  }
  FairQueue<std::string> queue{6};
};

TEST_F(FairQueueTest, ClientsTakeTurns) {
  for (const auto* value : {"a1", "a2", "a3"}) EXPECT_EQ(push("a", value), "");
  EXPECT_EQ(push("b", "b1"), "");
  EXPECT_EQ(push("b", "b2"), "");
  EXPECT_EQ(push("c", "c1"), "");
  EXPECT_EQ(queue.size(), 6U);
  EXPECT_THAT(pop_all(), ElementsAre("a1", "b1", "c1", "a2", "b2", "a3"));
}

TEST_F(FairQueueTest, ANewcomerIsServedInTheNextRound) {
  for (const auto* value : {"a1", "a2", "a3", "a4"}) EXPECT_EQ(push("a", value), "");
  EXPECT_EQ(queue.pop(), "a1");
  EXPECT_EQ(push("b", "b1"), "");
  EXPECT_THAT(pop_all(), ElementsAre("a2", "b1", "a3", "a4"));
}

TEST_F(FairQueueTest, WhoReturnsHasNoAdvantage) {
  EXPECT_EQ(push("a", "a1"), "");
  EXPECT_EQ(push("b", "b1"), "");
  EXPECT_EQ(queue.pop(), "a1");
  EXPECT_EQ(push("a", "a2"), "");
  EXPECT_THAT(pop_all(), ElementsAre("b1", "a2"));
}

TEST_F(FairQueueTest, WhenFullTheNewestOfTheClientWithTheMostMakesRoom) {
  for (const auto* value : {"a1", "a2", "a3", "a4", "a5", "a6"}) EXPECT_EQ(push("a", value), "");
  EXPECT_EQ(push("a", "a7"), "a7") << "one client fills no more than the queue";
  EXPECT_EQ(push("b", "b1"), "a6");
  EXPECT_EQ(push("b", "b2"), "a5");
  EXPECT_EQ(push("c", "c1"), "a4");
  EXPECT_EQ(push("b", "b3"), "b3") << "would have as many as the one it displaces";
  EXPECT_EQ(push("d", "d1"), "a3");
  EXPECT_EQ(push("d", "d2"), "d2");
  EXPECT_EQ(queue.size(), 6U);
  EXPECT_THAT(pop_all(), ElementsAre("a1", "b1", "c1", "d1", "a2", "b2"));
}

TEST_F(FairQueueTest, AQueueOfNothingTakesNothing) {
  FairQueue<std::string> none{0};
  EXPECT_EQ(none.push("a", "a1"), "a1");
  EXPECT_TRUE(none.empty());
}

TEST_F(FairQueueTest, SomeAreTakenOut) {
  for (const auto* value : {"a1", "a2", "a3"}) EXPECT_EQ(push("a", value), "");
  EXPECT_EQ(push("b", "b2"), "");
  EXPECT_THAT(queue.remove_if([](const std::string& value) { return value[1] == '2'; }),
              ElementsAre("a2", "b2"));
  EXPECT_EQ(queue.size(), 2U);
  EXPECT_EQ(push("b", "b3"), "");
  EXPECT_THAT(pop_all(), ElementsAre("a1", "b3", "a3"));
}

}  // namespace
}  // namespace gatehouse::crypto::detail
