// SPDX-License-Identifier: Apache-2.0
#include "server/commands/health_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

using testing::Pair;

TEST(HealthTarget, IsTheAddress) {
  EXPECT_THAT(health_target("10.1.2.3:9000"), Pair("10.1.2.3", "9000"));
  EXPECT_THAT(health_target("localhost:9000"), Pair("localhost", "9000"));
  EXPECT_THAT(health_target("[2001:db8::1]:9000"), Pair("2001:db8::1", "9000"));
}

TEST(HealthTarget, IsLoopbackForAWildcard) {
  EXPECT_THAT(health_target("0.0.0.0:9000"), Pair("127.0.0.1", "9000"));
  EXPECT_THAT(health_target("[::]:9000"), Pair("::1", "9000"));
}

}  // namespace
}  // namespace gatehouse::server
