// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {
namespace {

TEST(Time, ReadsRfc3339) {
  const auto expected = TimePoint{std::chrono::microseconds{1'767'323'045'000'006}};
  for (const auto* text :
       {"2026-01-02T03:04:05.000006Z", "2026-01-02t03:04:05.000006z", "2026-01-02 03:04:05.000006Z",
        "2026-01-02T05:04:05.000006+02:00", "2026-01-02T05:04:05.000006+0200",
        "2026-01-02T05:04:05.000006+02", "2026-1-2T3:4:5.000006Z", "2026-01-01T22:34:05.0000069-04:30"}) {
    ASSERT_TRUE(parse_time(text)) << text;
    EXPECT_EQ(*parse_time(text), expected) << text;
  }
  EXPECT_EQ(format_time(expected), "2026-01-02T03:04:05.000006Z");
}

TEST(Time, RefusesTheRest) {
  for (const auto* text : {"",
                           "2026-01-02",
                           "2026-01-02T03:04:05",
                           "2026-13-02T03:04:05Z",
                           "2026-02-29T03:04:05Z",
                           "2026-01-02T24:00:00Z",
                           "2026-01-02T03:60:05Z",
                           "2026-01-02T03:04:05.Z",
                           "2026-01-02T03:04:05Zx",
                           "26-01-02T03:04:05Z",
                           "2026-01-02T03:04:05+24:00",
                           "2026-01-02T03:04:05+2",
                           "2026-01-02T03:04:05+02:",
                           "2026-01-02T03:04:05+020",
                           "2026-01-02T03:04:05+02000",
                           "2026-01-02T03Z",
                           "2026-01-02T03:Z",
                           "2026-01-02T03:04:Z",
                           "2026-001-02T03:04:05Z",
                           "2026-01-02T003:04:05Z"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(Time, ReadsTimesWithoutSeconds) {
  for (const auto* text : {"2026-01-02T03:04Z", "2026-01-02T03:04+00", "2026-01-02 03:04-0000"}) {
    ASSERT_TRUE(parse_time(text)) << text;
    EXPECT_EQ(format_time(*parse_time(text)), "2026-01-02T03:04:00.000000Z") << text;
  }
}

TEST(Time, IsOfAYearWithFourDigits) {
  EXPECT_EQ(format_time(*parse_time("0001-01-01T00:00:00Z")), "0001-01-01T00:00:00.000000Z");
  EXPECT_EQ(format_time(*parse_time("9999-12-31T23:59:59.999999Z")), "9999-12-31T23:59:59.999999Z");
  for (const auto* text : {"0000-12-31T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"})
    EXPECT_FALSE(parse_time(text)) << text;
}

TEST(Time, WritesBefore1970) {
  EXPECT_EQ(format_time(TimePoint{std::chrono::microseconds{-1}}), "1969-12-31T23:59:59.999999Z");
}

}  // namespace
}  // namespace gatehouse::schema
