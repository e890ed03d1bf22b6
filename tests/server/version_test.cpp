// SPDX-License-Identifier: Apache-2.0
#include "server/version.h"

#include <gmock/gmock.h>

namespace gatehouse::server {
namespace {

TEST(Version, IsThreeNumbers) {
  EXPECT_THAT(std::string{version()}, testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace gatehouse::server
