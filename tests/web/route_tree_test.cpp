// SPDX-License-Identifier: Apache-2.0
// The router finds the same routes as a search through all patterns, for random routes and paths.
#include "web/route_tree.h"

#include <gtest/gtest.h>

#include <random>

#include "web/linear_router.h"
#include "web/router.h"

namespace gatehouse::web::detail {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

/// Makes random texts from few segments, so that routes overlap and paths match.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string route() {
    static const std::vector<std::string> words{"a", "b", "a",   "b",   "%61", "c%20d", "c d",
                                                "",  "é", "{x}", "{x}", "{y}", "{z}"};
    auto made = join(words);
    if (number(5) == 0) made += "/{rest:path}";
    return made;
  }
  std::string path() {
    static const std::vector<std::string> words{"a",     "b",   "a",     "b",      "%61",     "%62",
                                                "c%20d", "c d", "",      "%C3%A9", "é",       "a%2Fb",
                                                "%zz",   "%",   "other", "{x}",    "%7Bx%7D", "a+b"};
    auto made = join(words);
    if (number(30) == 0) made.erase(0, 1);
    return made;
  }
  std::size_t number(std::size_t below) { return random_() % below; }

 private:
  std::string join(const std::vector<std::string>& words) {
    std::string made;
    for (auto left = 1 + number(4); left > 0; --left) made += '/' + words[number(words.size())];
    return made;
  }

  std::mt19937 random_;
};

TEST(RouteTree, AgreesWithASearchThroughAllPatterns) {
  int found_count = 0;
  int several_count = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Maker maker{seed};
    Router router;
    test::LinearRouter linear;
    std::vector<std::string> routes;
    for (auto left = 1 + maker.number(25); left > 0; --left) {
      auto route = maker.route();
      if (!router.add("GET", route, routes.size())) continue;  // the same path again
      linear.add(route);
      routes.push_back(std::move(route));
    }
    for (int i = 0; i < 50; ++i) {
      const auto path = i % 5 == 0 ? routes[maker.number(routes.size())] : maker.path();
      PathValues values;
      const auto* endpoint = router.find(path, values);
      const auto expected = linear.find(path);
      std::string all;
      for (const auto& route : routes) all += route + " ";
      ASSERT_EQ(endpoint != nullptr, expected.has_value()) << path << " of " << all;
      if (!expected) continue;
      ++found_count;
      several_count += expected->path > 0 ? 1 : 0;
      ASSERT_EQ(*endpoint->find("GET"), expected->path) << path << " of " << all;
      ASSERT_EQ(Values(values.begin(), values.end()), expected->values) << path << " of " << all;
    }
  }
  EXPECT_GT(found_count, 20'000);
  EXPECT_GT(several_count, 5'000);
}

TEST(RouteTree, RegistrationDecides) {
  Router router;
  PathValues values;
  std::size_t next = 0;
  for (const auto* path :
       {"/{all}/{of}/them", "/a/{of}/them", "/a/b/{c}", "/a/{rest:path}", "/a/b/c/d", "/{x}/{y}"})
    ASSERT_TRUE(router.add("GET", path, next++));
  const auto find = [&](std::string_view path) {
    const auto* endpoint = router.find(path, values);
    return endpoint == nullptr ? RouteTree::none : *endpoint->find("GET");
  };
  EXPECT_EQ(find("/a/b/them"), 0U);
  EXPECT_EQ(values, (PathValues{{"all", "a"}, {"of", "b"}}));
  EXPECT_EQ(find("/a/b/other"), 2U);
  EXPECT_EQ(find("/a/c/other"), 3U);
  EXPECT_EQ(values, (PathValues{{"rest", "c/other"}}));
  EXPECT_EQ(find("/a/b/c/d"), 4U) << "an equal path without parameters comes first";
  EXPECT_EQ(find("/a/b/%63/d"), 3U) << "only if it is equal before it is decoded";
  EXPECT_EQ(find("/a/"), 3U);
  EXPECT_EQ(find("/b/c"), 5U);
  EXPECT_EQ(find("/b/"), RouteTree::none);
}

}  // namespace
}  // namespace gatehouse::web::detail
