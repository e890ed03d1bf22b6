// SPDX-License-Identifier: Apache-2.0
#include "auth/passwords/common_passwords.h"

#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "auth/passwords/password_policy.h"
#include "gatehouse/base/ascii.h"
#include "gatehouse/base/email.h"

namespace gatehouse::auth {
namespace {

std::vector<std::string> read_lines(const std::string& name) {
  std::ifstream file{GATEHOUSE_DATA "/" + name};
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// Returns all lines of both lists.
const std::vector<std::string>& all_lines() {
  static const auto lines = [] {
    auto both = read_lines("common_passwords/common_passwords.txt");
    const auto more = read_lines("common_passwords_django/common_passwords2.txt");
    both.insert(both.end(), more.begin(), more.end());
    return both;
  }();
  return lines;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string capitalized(std::string text) {
  text = fold_case(text);
  return upper(text.substr(0, 1)) + text.substr(1);
}

TEST(CommonPasswords, ListsAreWhole) { EXPECT_EQ(all_lines().size(), 3545U + 19727U); }

TEST(CommonPasswords, EveryLineIsRefusedInThreeSpellings) {
  const PasswordPolicy any_length{{.min_characters = 1}};
  const PasswordPolicy usual;
  const Email email;
  for (const auto& line : all_lines()) {
    for (const auto& spelling : {line, upper(line), capitalized(line)}) {
      const Secret password{spelling};
      ASSERT_EQ(any_length.find_refusal(password, email), PasswordRefusal::too_common) << spelling;
      const auto why = spelling.size() < 8 ? PasswordRefusal::too_short : PasswordRefusal::too_common;
      ASSERT_EQ(usual.find_refusal(password, email), why) << spelling;
    }
  }
}

TEST(CommonPasswords, NothingElseIsOnTheList) {
  std::set<std::string> folded;
  for (const auto& line : all_lines()) folded.insert(fold_case(line));
  for (const auto& line : folded) {
    for (const auto& near : {line + "a", line + "~", line + "\n", "\n" + line, "1" + line,
                             line.substr(0, line.size() - 1), line.substr(1), line + '\0'}) {
      ASSERT_EQ(is_common_password(near), folded.contains(near)) << near;
    }
  }
  for (const std::string text : {"", "\n", "\x01", "\x7f", "\xff\xff", "zzzzzzzzzzzzzzzzzzzzzzzz"}) {
    EXPECT_FALSE(is_common_password(text)) << text;
  }
}

}  // namespace
}  // namespace gatehouse::auth
