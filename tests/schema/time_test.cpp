// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {
namespace {

TEST(Time, ReadsRfc3339) {
  const auto expected = TimePoint{std::chrono::microseconds{1'767'323'045'000'006}};
  for (const auto* text :
       {"2026-01-02T03:04:05.000006Z", "2026-01-02t03:04:05.000006z", "2026-01-02 03:04:05.000006Z",
        "2026-01-02T05:04:05.000006+02:00", "2026-01-01T22:34:05.0000069-04:30"}) {
    ASSERT_TRUE(parse_time(text)) << text;
    EXPECT_EQ(*parse_time(text), expected) << text;
  }
  EXPECT_EQ(format_time(expected), "2026-01-02T03:04:05.000006Z");
}

TEST(Time, RefusesTheRest) {
  for (const auto* text :
       {"", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z", "2026-02-29T03:04:05Z",
        "2026-01-02T24:00:00Z", "2026-01-02T03:60:05Z", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05Zx",
        "26-01-02T03:04:05Z", "2026-01-02T03:04:05+24:00"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(Time, WritesBefore1970) {
  EXPECT_EQ(format_time(TimePoint{std::chrono::microseconds{-1}}), "1969-12-31T23:59:59.999999Z");
}

}  // namespace
}  // namespace gatehouse::schema
