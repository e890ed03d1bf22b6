// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/words.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/ascii.h"

namespace gatehouse {
namespace {

TEST(Words, AreTakenOneByOne) {
  std::vector<std::string> taken;
  std::string_view list = "  one two  three ";
  for (auto word = take_word(list); !word.empty(); word = take_word(list)) taken.emplace_back(word);
  EXPECT_EQ(taken, (std::vector<std::string>{"one", "two", "three"}));
  EXPECT_TRUE(take_word(list).empty()) << "and stay taken";
}

TEST(Words, AreFoundWhole) {
  EXPECT_TRUE(has_word("a ab  abc", "a"));
  EXPECT_TRUE(has_word("a ab  abc", "abc"));
  for (const auto* other : {"b", "bc", "A", "a ab", "", " "})
    EXPECT_FALSE(has_word("a ab  abc", other)) << other;
  EXPECT_FALSE(has_word("", "a"));
}

TEST(Words, HaveCharactersThatStandBetweenQuotes) {
  for (const char c : std::string{"!#[]~a0:/"}) EXPECT_TRUE(is_word_character(c)) << c;
  for (const char c : std::string{" \"\\\t\x7f\x80\n"}) EXPECT_FALSE(is_word_character(c)) << int{c};
}

TEST(Trim, LeavesWhatIsBetween) {
  EXPECT_EQ(trim(" \t a b\t "), "a b");
  EXPECT_EQ(trim("a"), "a");
  EXPECT_EQ(trim(" \t "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\na\n"), "\na\n") << "a line's end is no blank";
}

}  // namespace
}  // namespace gatehouse
