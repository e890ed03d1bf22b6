// SPDX-License-Identifier: Apache-2.0
#include "auth/passwords/password_policy.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::auth {
namespace {

using enum PasswordRefusal;

std::string times(std::size_t count, std::string_view what) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += what;
  return text;
}

constexpr std::size_t any_size = 100'000;

struct Case {
  const char* what;
  std::string password;
  std::optional<PasswordRefusal> refusal;
  std::size_t max_bytes = 72;
  const char* email = "Ada@Example.org";
};

TEST(PasswordPolicy, Table) {
  const std::string nul(1, '\0');
  const Case cases[] = {
      {"nothing", "", too_short},
      {"7 letters", "qzjxkvw", too_short},
      {"8 letters", "qzjxkvwp", std::nullopt},
      {"72 letters with bcrypt", times(72, "q"), std::nullopt},
      {"73 letters with bcrypt", times(73, "q"), too_many_bytes},
      {"128 letters without", times(128, "q"), std::nullopt, any_size},
      {"129 letters without", times(129, "q"), too_long, any_size},
      {"129 letters with bcrypt", times(129, "q"), too_long},
      {"as much as is looked at", times(4096, "q"), too_long, any_size},
      {"and more", times(4097, "q"), too_long, any_size},
      {"7 characters of 4 bytes", times(7, "\U0001F511"), too_short},
      {"8 characters of 4 bytes", times(8, "\U0001F511"), std::nullopt},
      {"18 of them: 72 bytes", times(18, "\U0001F511"), std::nullopt},
      {"19 of them: 76 bytes", times(19, "\U0001F511"), too_many_bytes},
      {"128 of them without bcrypt", times(128, "\U0001F511"), std::nullopt, any_size},
      {"129 of them without bcrypt", times(129, "\U0001F511"), too_long, any_size},
      {"7 letters and 7 accents are 7 characters", times(7, "e\u0301"), too_short},
      {"8 letters and 8 accents are 8 characters", times(8, "e\u0301"), std::nullopt},
      {"36 of them: 72 bytes composed, 108 as typed", times(36, "e\u0301"), std::nullopt},
      {"37 of them", times(37, "e\u0301"), too_many_bytes},
      {"128 of them without bcrypt", times(128, "e\u0301"), std::nullopt, any_size},
      {"spaces and all", "        ", std::nullopt},
      {"control characters", "\x01\x02\x03\x04\x05\x06\x07\x08", std::nullopt},
      {"NUL at the start", nul + "qzjxkvwp", contains_nul},
      {"NUL in the middle", "qzjx" + nul + "kvwp", contains_nul},
      {"NUL at the end", "qzjxkvwp" + nul, contains_nul},
      {"short, with NUL", nul, contains_nul},
      {"no UTF-8", "qzjxkvwp\xff", not_text},
      {"cut UTF-8", "qzjxkvwp\xc3", not_text},
      {"overlong UTF-8", "qzjxkvwp\xc0\xaf", not_text},
      {"half a surrogate pair", "qzjxkvwp\xed\xa0\x80", not_text},
      {"common", "password", too_common},
      {"common, in another case", "PassWord", too_common},
      {"common in the second list only", "bigpimpin1", too_common},
      {"common after preparation: U+212A is the letter K", "\u212Aristina", too_common},
      {"common and more", "password~qz", std::nullopt},
      {"the address", "ada@example.org", same_as_email},
      {"the address as typed", "Ada@Example.org", same_as_email},
      {"the address shouted", "ADA@EXAMPLE.ORG", same_as_email},
      {"more than the address", "ada@example.org!", std::nullopt},
      {"another address", "bob@example.org", std::nullopt},
      {"what stands before the @", "Ada.Lovelace", same_as_email, 72, "ada.lovelace@example.org"},
      {"the same with its tag", "ada.lovelace+tag", same_as_email, 72, "Ada.Lovelace+Tag@example.org"},
      {"more than what stands before the @", "ada.lovelace1", std::nullopt, 72, "ada.lovelace@example.org"},
      {"what stands behind the @", "example.org", std::nullopt},
      {"too short, whatever else", "ada", too_short},
  };
  for (const auto& row : cases) {
    const auto email = Email::parse(row.email).value();
    const PasswordPolicy policy{{.max_bytes = row.max_bytes}};
    EXPECT_EQ(policy.find_refusal(Secret{row.password}, email), row.refusal) << row.what;
  }
}

TEST(PasswordPolicy, LimitsAreOnes) {
  const PasswordPolicy policy{{.min_characters = 3, .max_characters = 4, .max_bytes = 5}};
  const Email email;
  EXPECT_EQ(policy.find_refusal(Secret{"qz"}, email), too_short);
  EXPECT_EQ(policy.find_refusal(Secret{"qz~"}, email), std::nullopt);
  EXPECT_EQ(policy.find_refusal(Secret{"qz~~"}, email), std::nullopt);
  EXPECT_EQ(policy.find_refusal(Secret{"qz~~~"}, email), too_long);
  EXPECT_EQ(policy.find_refusal(Secret{"\u00e9\u00e9\u00e9"}, email), too_many_bytes);
}

TEST(PasswordPolicy, MessagesTellTheLimits) {
  const PasswordPolicy policy;
  EXPECT_EQ(policy.message_of(too_short), "a password has at least 8 characters");
  EXPECT_EQ(policy.message_of(too_long), "a password has at most 128 characters");
  EXPECT_EQ(policy.message_of(too_many_bytes), "a password has at most 72 bytes in UTF-8");
  for (const auto refusal : {contains_nul, not_text, too_common, same_as_email}) {
    EXPECT_FALSE(policy.message_of(refusal).empty()) << to_string(refusal);
  }
}

}  // namespace
}  // namespace gatehouse::auth
