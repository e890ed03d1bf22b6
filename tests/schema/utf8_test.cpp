// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/schema/utf8.h"

#include <gtest/gtest.h>

namespace gatehouse::schema {
namespace {

constexpr const char* replacement = "\xef\xbf\xbd";

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("aé€😀"), 4U);
}

TEST(Utf8, KnowsWellFormedSequences) {
  for (const std::string text : {"a", "\x7f", "é", "€", "😀", "\xf4\x8f\xbf\xbf", "\xee\x80\x80"}) {
    EXPECT_EQ(utf8_sequence_length(text), text.size()) << text;
  }
  for (const std::string text :
       {"", "\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf",
        "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe2\x82"}) {
    EXPECT_EQ(utf8_sequence_length(text), 0U) << text;
  }
}

TEST(Utf8, ReplacesMaximalParts) {
  EXPECT_EQ(to_valid_utf8("a\xff"
                          "b"),
            std::string{"a"} + replacement + "b");
  EXPECT_EQ(to_valid_utf8("\xe2\x82"), replacement);
  EXPECT_EQ(to_valid_utf8("\xe2\x82"
                          "b"),
            std::string{replacement} + "b");
  EXPECT_EQ(to_valid_utf8("\xed\xa0\x80"), std::string{replacement} + replacement + replacement);
}

}  // namespace
}  // namespace gatehouse::schema
