// SPDX-License-Identifier: Apache-2.0
// Dependencies with settings, and dependencies that run each time.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  int made = 0;
};
struct Seen {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (text))

struct Paging {
  int most = 100;
  int operator()(Query<"size", Default<10>> size) const { return std::min(most, int{*size}); }
};
inline constexpr Paging by_hundred{};
struct Twice {
  int by = 2;
  awaitable<int> operator()(Depends<by_hundred> size) const noexcept { co_return *size* by; }
};
struct ShowSize {
  const char unit = ' ';
  Seen operator()(Depends<Paging{.most = 50}> size, Depends<Twice{.by = 3}> tripled) const {
    return {std::to_string(*size) + "," + std::to_string(*tripled) + unit};
  }
};

int new_number(State<Trace> trace) { return ++trace->made; }
std::string pair_of(Depends<new_number, fresh> a, Depends<new_number, fresh> b) {
  return std::to_string(*a) + "-" + std::to_string(*b);
}
awaitable<std::string> later(Depends<new_number, fresh> number) {
  co_return "later " + std::to_string(*number);
}
Seen show(Depends<new_number> kept, Depends<new_number, fresh> anew, Depends<new_number> again,
          Depends<pair_of> pair, Depends<pair_of, fresh> other) {
  return {std::to_string(*kept) + "," + std::to_string(*anew) + "," + std::to_string(*again) + "," + *pair +
          "," + *other};
}
Seen show_later(Depends<later, fresh> a, Depends<later, fresh> b) { return {*a + ", " + *b}; }

TEST(FunctionObject, IsADependencyWithSettings) {
  App app;
  app.get<ShowSize{'x'}>("/size");
  TestClient client{app};
  EXPECT_EQ(client.get("/size").body, R"({"text":"10,30x"})");
  EXPECT_EQ(client.get("/size?size=70").body, R"({"text":"50,210x"})");
  EXPECT_EQ(client.get("/size?size=170").body, R"({"text":"50,300x"})");
  EXPECT_EQ(client.get("/size?size=x").status, 422U);
}

TEST(FunctionObject, IsNamedByItsType) {
  App app;
  app.get<ShowSize{}>("/size");
  ASSERT_TRUE(app.start());
  const auto document = boost::json::parse(app.openapi());
  const auto& operation = document.at("paths").at("/size").at("get");
  EXPECT_EQ(operation.at("operationId"), "ShowSize_size_get");
  EXPECT_EQ(operation.at("parameters").as_array().size(), 1U);
}

TEST(FunctionObject, CanBeReplacedByItsValue) {
  App app;
  app.get<ShowSize{}>("/size").override<Paging{.most = 50}>([](const Request&) { return 1; });
  app.override<Twice{.by = 3}>([](const Request&) { return 2; });
  EXPECT_EQ(TestClient{app}.get("/size").body, R"({"text":"1,2 "})");
}

TEST(Fresh, RunsForEachParameterThatSaysSo) {
  App app;
  app.get<show>("/show").get<show_later>("/later").state(Trace{});
  TestClient client{app};
  EXPECT_EQ(client.get("/show").body, R"({"text":"1,2,1,3-4,5-6"})");
  EXPECT_EQ(client.get("/later").body, R"({"text":"later 7, later 8"})");
}

TEST(Fresh, CanBeReplaced) {
  App app;
  app.get<show>("/show").state(Trace{}).override<new_number>([](const Request&) { return 9; });
  EXPECT_EQ(TestClient{app}.get("/show").body, R"({"text":"9,9,9,9-9,9-9"})");
}

}  // namespace
}  // namespace gatehouse::web
