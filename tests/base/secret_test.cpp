// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/secret.h"

#include <gtest/gtest.h>

#include <sstream>

namespace gatehouse {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(Printable<std::string> && !Printable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string> &&
              !std::is_convertible_v<Secret, std::string_view>);

TEST(Secret, IsWipedWhenMovedFrom) {
  // A long text is on the heap, and the new object takes its buffer. A short one stays in place and
  // must be wiped.
  for (const std::size_t size : {5U, 100U}) {
    Secret first{std::string(size, 'x')};
    const char* bytes = first.reveal().data();
    const Secret second{std::move(first)};
    EXPECT_EQ(second.reveal(), std::string(size, 'x'));
    if (second.reveal().data() != bytes) {
      EXPECT_EQ(std::string(bytes, size), std::string(size, '\0'));
    }
  }
}

TEST(Secret, WipesTheStringItIsMadeOf) {
  for (const std::size_t size : {5U, 100U}) {
    std::string text(size, 'x');
    const char* bytes = text.data();
    const Secret secret{std::move(text)};
    EXPECT_EQ(secret.reveal(), std::string(size, 'x'));
    // The buffer of a long text was moved; the characters of a short one were copied.
    if (secret.reveal().data() != bytes) {
      EXPECT_EQ(std::string(bytes, size), std::string(size, '\0'));
    }
  }
}

TEST(Secret, WipeLeavesNoByte) {
  Secret secret{std::string(100, 'x')};
  const char* bytes = secret.reveal().data();
  secret.wipe();
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(std::string(bytes, 100), std::string(100, '\0'));
}

TEST(EqualInConstantTime, ComparesAllOfIt) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("xbc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
}

}  // namespace
}  // namespace gatehouse
