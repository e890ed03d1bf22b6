// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/http/path_prefix.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::http {
namespace {

TEST(PathPrefix, HasSegmentsOfUnreservedCharacters) {
  for (const char* text : {"/auth", "/a/b", "/A-1._~", "/..a", "/a."})
    EXPECT_TRUE(is_path_prefix(text)) << text;
  for (const char* text :
       {"", "/", "auth", "/auth/", "//auth", "/a//b", "/a/..", "/.", "/a b", "/a?b", "/a#b", "/a%2f",
        "/\"><script>", "/a\r\nSet-Cookie: b", "/a;b", "https://a", "/\xc3\xa4"}) {
    EXPECT_FALSE(is_path_prefix(text)) << text;
  }
  EXPECT_TRUE(is_path_prefix("/" + std::string(max_path_prefix - 1, 'a')));
  EXPECT_FALSE(is_path_prefix("/" + std::string(max_path_prefix, 'a')));
}

TEST(PathPrefix, IsStrippedAtTheEndOfASegmentOnly) {
  EXPECT_EQ(strip_prefix("/auth/docs", "/auth"), "/docs");
  EXPECT_EQ(strip_prefix("/auth/", "/auth"), "/");
  EXPECT_EQ(strip_prefix("/auth", "/auth"), "/");
  EXPECT_EQ(strip_prefix("/authority", "/auth"), "/authority");
  EXPECT_EQ(strip_prefix("/docs", "/auth"), "/docs");
  EXPECT_EQ(strip_prefix("/docs", ""), "/docs");
}

TEST(PathPrefix, IsAddedToPathsFromTheRootOnly) {
  EXPECT_EQ(add_prefix("/auth", "/docs"), "/auth/docs");
  EXPECT_EQ(add_prefix("/auth", "/"), "/auth/");
  EXPECT_EQ(add_prefix("", "/docs"), "/docs");
  for (const char* other : {"docs", "//evil.example/docs", "https://a.example/docs", "?page=2", ""}) {
    EXPECT_EQ(add_prefix("/auth", other), other);
  }
}

}  // namespace
}  // namespace gatehouse::http
