// SPDX-License-Identifier: Apache-2.0
#include "web/router.h"

#include <gtest/gtest.h>

#include "gatehouse/web/route_path.h"

namespace gatehouse::web::detail {
namespace {

struct Fixture {
  Fixture() {
    for (const auto& [method, path] : std::initializer_list<std::pair<const char*, const char*>>{
             {"GET", "/users/{id}"}, {"GET", "/users/me"}, {"POST", "/users/{id}"}, {"GET", "/{a}/{b}/c"}}) {
      EXPECT_TRUE(router.add(method, path, next++));
    }
  }
  int find(std::string_view method, std::string_view path) {
    const auto* endpoint = router.find(path, values);
    if (endpoint == nullptr) return -1;
    const auto* number = endpoint->find(method);
    return number == nullptr ? -2 : static_cast<int>(*number);
  }
  Router router;
  PathValues values;
  std::size_t next = 0;
};

TEST(Router, PrefersLiteralPaths) {
  Fixture f;
  EXPECT_EQ(f.find("GET", "/users/me"), 1);
  EXPECT_EQ(f.find("GET", "/users/7"), 0);
  EXPECT_EQ(f.find("HEAD", "/users/7"), 0);
  EXPECT_EQ(f.find("POST", "/users/7"), 2);
  EXPECT_EQ(f.find("PUT", "/users/7"), -2);
  EXPECT_EQ(f.find("GET", "/users"), -1);
  EXPECT_EQ(f.find("GET", "/users/"), -1);
  EXPECT_EQ(f.find("GET", ""), -1);
}

TEST(Router, GivesTheValuesByName) {
  Fixture f;
  EXPECT_EQ(f.find("GET", "/x%2f/%C3%A9/c"), 3);
  EXPECT_EQ(f.values, (PathValues{{"a", "x/"}, {"b", "é"}}));
}

TEST(Router, ARestTakesAllThatIsLeft) {
  Fixture f;
  ASSERT_TRUE(f.router.add("GET", "/files/{owner}/{file:path}", 9));
  EXPECT_EQ(f.find("GET", "/files/ada/a/b%20c//d.txt"), 9);
  EXPECT_EQ(f.values, (PathValues{{"owner", "ada"}, {"file", "a/b c//d.txt"}}));
  EXPECT_EQ(f.find("GET", "/files/ada/"), 9);
  EXPECT_EQ(f.values, (PathValues{{"owner", "ada"}, {"file", ""}}));
  EXPECT_EQ(f.find("GET", "/files/ada"), -1);
  EXPECT_EQ(f.find("GET", "/files//x"), -1) << "only the rest may be empty";
  EXPECT_EQ(f.find("POST", "/files/ada/x"), -2);
}

TEST(RoutePath, ARestIsTheLastSegment) {
  static_assert(is_route("/files/{file:path}"));
  static_assert(!is_route("/files/{file:path}/x"));
  static_assert(!is_route("/files/{:path}"));
  static_assert(!is_route("/files/x{file:path}"));
  static_assert(has_parameter("/files/{file:path}", "file"));
  static_assert(!has_parameter("/files/{file:path}", "file:path"));
}

}  // namespace
}  // namespace gatehouse::web::detail
