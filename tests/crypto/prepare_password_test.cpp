// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/passwords/prepare_password.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::crypto {
namespace {

TEST(PreparePassword, OneSpelling) {
  const std::pair<std::string, std::string> cases[] = {
      {"correct horse", "correct horse"},
      {" \tP\x7f ", " \tP\x7f "},  // nothing trimmed, control characters as they are
      {"e\xcc\x81", "\xc3\xa9"},   // e + U+0301 is U+00E9
      {"\xc3\xa9", "\xc3\xa9"},
      {"\xe2\x84\xab", "\xc3\x85"},                   // U+212B, Angstrom, is U+00C5
      {"a\xcc\xa3\xcc\x87", "\xe1\xba\xa1\xcc\x87"},  // marks are put in order
      {"a\xcc\x87\xcc\xa3", "\xe1\xba\xa1\xcc\x87"},
      {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c"},  // Hangul is composed
      {"\xef\xac\x81", "\xef\xac\x81"},                          // U+FB01, a ligature: NFC, not NFKC
      {"\xef\xbd\x81", "\xef\xbd\x81"},                          // U+FF41: width is kept
      {"\xc3\x89", "\xc3\x89"},                                  // case is kept
      {"a\xc2\xa0"
       "b",
       "a b"},  // U+00A0
      {"a\xe1\x9a\x80"
       "b",
       "a b"},                                          // U+1680
      {"\xe2\x80\x80\xe2\x80\x8a", "  "},               // U+2000, U+200A
      {"\xe2\x80\xaf\xe2\x81\x9f\xe3\x80\x80", "   "},  // U+202F, U+205F, U+3000
      {"a\xe2\x80\x8b", "a\xe2\x80\x8b"},               // U+200B is no space
      {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
      {"\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"},                  // U+10FFFF
      {"\xcd\xb8", "\xcd\xb8"},                                  // U+0378, unassigned
      {"\xf0\x9d\x85\x9e", "\xf0\x9d\x85\x97\xf0\x9d\x85\xa5"},  // U+1D15E is excluded from composition
  };
  for (const auto& [typed, expected] : cases) {
    const auto prepared = prepare_password(typed);
    ASSERT_TRUE(prepared) << typed;
    EXPECT_EQ(prepared->reveal(), expected);
    EXPECT_EQ(prepare_password(expected)->reveal(), expected) << "twice is once";
  }
}

TEST(PreparePassword, Refusals) {
  const std::pair<std::string, PasswordError> cases[] = {
      {"", PasswordError::empty},
      {std::string{"a\0b", 3}, PasswordError::contains_nul},
      {std::string{"\0", 1}, PasswordError::contains_nul},
      {std::string{"\xc3\xa9\0", 3}, PasswordError::contains_nul},
      {"\xff", PasswordError::not_text},
      {"a\xc3", PasswordError::not_text},
      {"\xc0\x80", PasswordError::not_text},          // U+0000 in two bytes
      {"\xed\xa0\x80", PasswordError::not_text},      // a surrogate
      {"\xf4\x90\x80\x80", PasswordError::not_text},  // over U+10FFFF
      {std::string(max_password_text + 1, 'x'), PasswordError::too_long},
  };
  for (const auto& [typed, expected] : cases) {
    const auto prepared = prepare_password(typed);
    ASSERT_FALSE(prepared) << typed;
    EXPECT_EQ(prepared.error(), expected) << to_string(prepared.error());
  }
}

TEST(PreparePassword, TheLongestAndTheMostExpanding) {
  EXPECT_EQ(prepare_password(std::string(max_password_text, 'x'))->size(), max_password_text);
  std::string expanding;
  // U+1D160 becomes three code points of four bytes each.
  while (expanding.size() + 4 <= max_password_text) expanding += "\xf0\x9d\x85\xa0";
  EXPECT_EQ(prepare_password(expanding)->size(), expanding.size() * 3);
  std::string marks = "a";
  while (marks.size() + 2 <= max_password_text) marks += "\xcc\x81";
  EXPECT_TRUE(prepare_password(marks));
}

}  // namespace
}  // namespace gatehouse::crypto
