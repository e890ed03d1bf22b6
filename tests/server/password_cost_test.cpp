// SPDX-License-Identifier: Apache-2.0
#include "server/commands/password_cost.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

using namespace std::chrono_literals;

// One round takes 50 us, so cost 12 takes 204.8 ms and cost 13 takes 409.6 ms.
const crypto::BcryptSpeed speed{50us, 60us, 5};

TEST(PasswordCost, TheHighestWithinTheTarget) {
  EXPECT_EQ(highest_cost(speed, 250ms), 12);
  EXPECT_EQ(highest_cost(speed, 205ms), 12);
  EXPECT_EQ(highest_cost(speed, 204ms), 11);
  EXPECT_EQ(highest_cost(speed, 1s), 14);
  EXPECT_EQ(highest_cost(speed, 1ms), 4);
  EXPECT_EQ(highest_cost({2ms, 2ms, 5}, 10ms), std::nullopt);
}

TEST(PasswordCost, SaysWhatEachCostTakesAndCarries) {
  const auto text = describe_password_cost(speed, 250ms);
  EXPECT_THAT(text, testing::HasSubstr("\n         12    204.8 ms                        20.3\n"));
  EXPECT_THAT(text, testing::EndsWith("The highest cost within 250 ms: 12\n"));
  EXPECT_THAT(describe_password_cost(speed, 20ms), testing::EndsWith(": 8 (OWASP asks for 10 at least)\n"));
  EXPECT_THAT(describe_password_cost({2ms, 2ms, 5}, 10ms),
              testing::EndsWith("No cost is within 10 ms on this machine.\n"));
}

TEST(PasswordCost, OfThisMachine) {
  const auto measured = crypto::measure_bcrypt(20ms);
  EXPECT_GT(measured.round_alone, 1us);
  EXPECT_GE(measured.round_of_several, measured.round_alone / 2);
  EXPECT_EQ(measured.lanes, 5U);
}

}  // namespace
}  // namespace gatehouse::server
