// SPDX-License-Identifier: Apache-2.0

#include "http/target.h"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

TEST(Target, SplitsWhatItServes) {
  const struct {
    std::string_view method, text, whole, path, query;
  } cases[] = {
      {"GET", "/", "/", "/", ""},
      {"GET", "/a/b?c=d", "/a/b?c=d", "/a/b", "c=d"},
      {"GET", "/a?", "/a?", "/a", ""},
      {"GET", "/a?b?c", "/a?b?c", "/a", "b?c"},
      {"GET", "//host/a", "//host/a", "//host/a", ""},
      {"GET", "http://host/a?b", "/a?b", "/a", "b"},
      {"GET", "HTTPS://Host:8000/a", "/a", "/a", ""},
      {"GET", "http://host", "/", "/", ""},
      {"GET", "http://host?q=1", "?q=1", "/", "q=1"},
      {"GET", "http://[::1]:80/a", "/a", "/a", ""},
      {"GET", "http://user:pass@host/a", "/a", "/a", ""},
      {"OPTIONS", "*", "*", "*", ""},
      {"get", "/a", "/a", "/a", ""},
  };
  for (const auto& c : cases) {
    Target target;
    ASSERT_TRUE(split_target(c.method, c.text, target)) << c.text;
    EXPECT_EQ(target.whole, c.whole) << c.text;
    EXPECT_EQ(target.path, c.path) << c.text;
    EXPECT_EQ(target.query, c.query) << c.text;
  }
}

TEST(Target, RefusesTheRest) {
  const struct {
    std::string_view method, text;
  } cases[] = {
      {"GET", ""},
      {"GET", "*"},
      {"options", "*"},
      {"OPTIONS", "*?a"},
      {"GET", "a/b"},
      {"GET", "?a"},
      {"GET", "host:80"},
      {"CONNECT", "host:80"},
      {"CONNECT", "/"},
      {"GET", "/a#b"},
      {"GET", "http://"},
      {"GET", "http:///a"},
      {"GET", "http://?a"},
      {"GET", "http:/a"},
      {"GET", "http://user@/a"},
      {"GET", "http://a@b@c/d"},
      {"GET", "http://ho\"st/a"},
      {"GET", "ftp://host/a"},
      {"GET", "s://]ufd/:"},
  };
  for (const auto& c : cases) {
    Target target;
    EXPECT_FALSE(split_target(c.method, c.text, target)) << c.method << " " << c.text;
  }
}

TEST(Target, KnowsHosts) {
  for (const auto* good : {"", "example.com", "example.com:80", "[::1]:8000", "a_b", "x=y"}) {
    EXPECT_TRUE(is_host(good)) << good;
  }
  for (const auto* bad : {"a b", "a/b", "a@b", "a?b", "a#b", "a\\b", "a\"", "\xC3\xA4", "a\tb"}) {
    EXPECT_FALSE(is_host(bad)) << bad;
  }
}

}  // namespace
}  // namespace gatehouse::http
