// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/uuid.h"

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

TEST(Uuid, RoundTrips) {
  const auto text = "01234567-89ab-4def-8012-3456789abcde";
  ASSERT_TRUE(Uuid::parse(text));
  EXPECT_EQ(Uuid::parse(text)->to_string(), text);
  EXPECT_EQ(Uuid::parse("01234567-89AB-4DEF-8012-3456789ABCDE"), Uuid::parse(text));
}

TEST(Uuid, RefusesOtherForms) {
  for (const auto* text : {"", "0123456789ab4def80123456789abcde", "{01234567-89ab-4def-8012-3456789abcde}",
                           "01234567-89ab-4def-8012-3456789abcd", "01234567-89ab-4def-8012-3456789abcdg",
                           "0123456-789ab-4def-8012-3456789abcde", "01234567-89ab-4def-8012-3456789abcde "}) {
    EXPECT_FALSE(Uuid::parse(text)) << text;
  }
}

TEST(Uuid, RandomIsVersionFourAndNew) {
  const auto first = Uuid::random();
  EXPECT_EQ(first.to_string()[14], '4');
  EXPECT_EQ(first.bytes()[8] & 0xc0, 0x80);
  EXPECT_NE(first, Uuid::random());
}

TEST(Uuid, VersionSevenSortsByTimeToTheMillisecond) {
  const TimePoint at{std::chrono::microseconds{1'645'557'742'000'999}};
  const auto id = Uuid::version_7(at);
  // The time is the example of RFC 9562, A.6.
  EXPECT_EQ(id.to_string().substr(0, 15), "017f22e2-79b0-7");
  EXPECT_EQ(id.bytes()[8] & 0xc0, 0x80);
  EXPECT_NE(id, Uuid::version_7(at));
  EXPECT_LT(id, Uuid::version_7(at + std::chrono::milliseconds{1}));
}

}  // namespace
}  // namespace gatehouse
