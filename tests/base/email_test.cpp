// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/email.h"

#include <gtest/gtest.h>

namespace gatehouse {
namespace {

TEST(Email, AcceptsWhatTheHtmlStandardAccepts) {
  for (const auto* text : {"ada@example.com", "a@b", "a.b..c@x.y", ".a@b", "!#$%&'*+/=?^_`{|}~-@x",
                           "a@1.2.3.4", "A@EXAMPLE.COM", "a@b-c.d"}) {
    EXPECT_TRUE(Email::parse(text)) << text;
  }
}

TEST(Email, RefusesTheRest) {
  for (const auto* text :
       {"",         "a",      "@",     "a@",        "@b",    "a b@c",   "a@b c",       "a@-b",
        "a@b-",     "a@b..c", "a@b.",  "a@@b",      "a@b@c", "\"a\"@b", "a@[1.2.3.4]", "\u00e9@b",
        "a@\u00e9", "a\n@b",  "a@b\v", "\u00a0a@b", " "}) {
    EXPECT_FALSE(Email::parse(text)) << text;
  }
  EXPECT_FALSE(Email::parse(std::string_view{"a\0@b", 4}));
}

TEST(Email, LosesTheAsciiWhiteSpaceAroundIt) {
  for (const auto* text : {" a@b.c", "a@b.c ", "\t\n\f\r a@b.c \r\f\n\t"}) {
    ASSERT_TRUE(Email::parse(text)) << text;
    EXPECT_EQ(Email::parse(text)->text(), "a@b.c");
  }
  EXPECT_TRUE(Email::parse(std::string(300, ' ') + "a@b"));
}

TEST(Email, LimitsItsLengths) {
  const std::string label(63, 'a');
  EXPECT_TRUE(Email::parse("a@" + label));
  EXPECT_FALSE(Email::parse("a@" + label + "a"));
  EXPECT_TRUE(Email::parse(std::string(252, 'a') + "@b"));
  EXPECT_FALSE(Email::parse(std::string(253, 'a') + "@b"));
}

TEST(Email, FoldsAsciiCaseOnly) {
  EXPECT_EQ(Email::parse("Ada@Example.COM")->folded(), "ada@example.com");
  EXPECT_EQ(Email::parse("Ada@Example.COM")->text(), "Ada@Example.COM");
}

}  // namespace
}  // namespace gatehouse
