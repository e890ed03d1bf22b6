// SPDX-License-Identifier: Apache-2.0

#include "http/messages/target.h"

#include <gtest/gtest.h>

#include <optional>

#include "gatehouse/http/request.h"

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
      {"GET", "http://good:evil/"},
      {"GET", "http://user@good:1:2/"},
      {"GET", "http://:80/"},
  };
  for (const auto& c : cases) {
    Target target;
    EXPECT_FALSE(split_target(c.method, c.text, target)) << c.method << " " << c.text;
  }
}

TEST(Target, TakesAuthoritiesApart) {
  const struct {
    std::string_view text, host, port;
  } cases[] = {
      {"", "", ""},
      {"example.com", "example.com", ""},
      {"example.com:80", "example.com", "80"},
      {"example.com:", "example.com", ""},
      {"[::1]:8000", "[::1]", "8000"},
      {"[2001:db8::192.0.2.1]", "[2001:db8::192.0.2.1]", ""},
      {"192.0.2.1:1", "192.0.2.1", "1"},
      {"a_b", "a_b", ""},
      {"x=y", "x=y", ""},
      {"a%2Fb:1", "a%2Fb", "1"},
  };
  for (const auto& c : cases) {
    Authority parts;
    ASSERT_TRUE(split_authority(c.text, parts)) << c.text;
    EXPECT_EQ(parts.host, c.host) << c.text;
    EXPECT_EQ(parts.port, c.port) << c.text;
  }
}

TEST(Target, RefusesOtherAuthorities) {
  for (const auto* bad : {"a b",
                          "a/b",
                          "a@b",
                          "a?b",
                          "a#b",
                          "a\\b",
                          "a\"",
                          "\xC3\xA4",
                          "a\tb",
                          "good.example:evil.com",
                          "good.example:80:evil.com",
                          "good.example:80evil",
                          "good.example:-1",
                          "good.example:123456",
                          "::1",
                          "[::1",
                          "::1]",
                          "[::1]80",
                          "[::1]]",
                          "[good.example]",
                          "[::1%25eth0]",
                          "[]",
                          "a[::1]",
                          "a%2",
                          "a%zz",
                          "a%",
                          "[::1]:80:90",
                          "[::1]good"}) {
    Authority parts;
    EXPECT_FALSE(split_authority(bad, parts)) << bad;
  }
}

TEST(Target, OfAnAbsoluteFormHasAnAuthority) {
  const struct {
    std::string_view text, authority;
  } cases[] = {{"/a", ""},
               {"//host/a", ""},
               {"http://Host:8000/a", "Host:8000"},
               {"http://user:pass@host/a", "host"},
               {"https://[::1]:80?q", "[::1]:80"}};
  for (const auto& c : cases) {
    Target target;
    ASSERT_TRUE(split_target("GET", c.text, target)) << c.text;
    EXPECT_EQ(target.authority, c.authority) << c.text;
  }
}

TEST(Target, HostOfARequestIsItsTargets) {
  Request request;
  EXPECT_EQ(request.host(), std::nullopt);
  request.fields.push_back({"Host", "good.example:80"});
  EXPECT_EQ(request.host(), "good.example");
  request.authority = "evil.example:80";
  EXPECT_EQ(request.host(), "evil.example");
  request.authority = {};
  request.fields.front().value = "x.good.example:evil.com";
  EXPECT_EQ(request.host(), std::nullopt);
}

}  // namespace
}  // namespace gatehouse::http
