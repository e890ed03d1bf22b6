// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/ascii.h"

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

TEST(Trim, TakesSpacesAndTabsAway) {
  EXPECT_EQ(trim(" \t a \t b\t "), "a \t b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim("\n"), "\n");
  EXPECT_EQ(trim(""), "");
}

TEST(Trim, StaysInTheText) {
  const std::string_view text = " \t ";
  const auto nothing = trim(text);
  EXPECT_TRUE(nothing.empty());
  EXPECT_GE(nothing.data(), text.data());
  EXPECT_LE(nothing.data(), text.data() + text.size());
}

}  // namespace
}  // namespace gatehouse
