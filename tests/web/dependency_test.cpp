// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <memory>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
};

struct Text2 {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Text2, (), (text))

inline constexpr OAuth2PasswordBearer bearer{"/login", "JWT"};

std::string first(State<Trace> trace) {
  trace->calls += "1";
  return "first";
}
awaitable<std::string> second(Depends<first> one, State<Trace> trace) {
  // Really suspends, so that the order below is not a coincidence.
  auto executor = co_await boost::asio::this_coro::executor;
  co_await boost::asio::post(executor, use_awaitable);
  trace->calls += "2";
  co_return *one + " second";
}
awaitable<> guard(Depends<first>, Depends<bearer> token, State<Trace> trace) {
  trace->calls += "g";
  if (*token != "let-me-in") throw HttpError{403, "no"};
  co_return;
}
std::string number_of(Query<"n", int> n, State<Trace> trace) {
  trace->calls += "n";
  return std::to_string(*n);
}

Text2 handler(Depends<second> two, Depends<first> one, Depends<guard>, State<Trace> trace) {
  trace->calls += "h";
  return {*two + "/" + *one};
}
Text2 with_problems(Depends<number_of> number, Query<"m", int>, State<Trace> trace) {
  trace->calls += "h";
  return {*number};
}
Text2 body_and_guard(Json<Text2> body, Depends<guard>) { return *body; }

struct Fixture {
  Fixture() {
    app.get<handler>("/handler");
    app.get<with_problems>("/problems");
    app.post<body_and_guard>("/body");
    app.share(trace);
  }
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST(Depends, RunsOnceInOrderBeforeTheHandler) {
  Fixture f;
  const auto response = TestClient{f.app}.get("/handler", {{"Authorization", "Bearer let-me-in"}});
  EXPECT_EQ(response.body, R"({"text":"first second/first"})");
  EXPECT_EQ(f.trace->calls, "12gh");
}

TEST(Depends, WhatItThrowsIsTheAnswer) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/handler", {{"Authorization", "Bearer x"}}).status, 403U);
  EXPECT_EQ(f.trace->calls, "12g");
  const auto response = client.get("/handler");
  EXPECT_EQ(response.status, 401U);
  EXPECT_EQ(response.body, R"({"detail":"Not authenticated"})");
}

TEST(Depends, ComesBeforeTheBodyIsLookedAt) {
  Fixture f;
  const auto response = TestClient{f.app}.post_json("/body", "not json");
  EXPECT_EQ(response.status, 401U);
}

TEST(Depends, ItsProblemsAreToldWithTheHandlersOwn) {
  Fixture f;
  const auto response = TestClient{f.app}.get("/problems?n=x");
  EXPECT_EQ(response.status, 422U);
  EXPECT_EQ(
      response.body,
      R"({"detail":[{"loc":["query","n"],"msg":"value is not a valid integer","type":"type_error.integer"},)"
      R"({"loc":["query","m"],"msg":"field required","type":"value_error.missing"}]})");
  EXPECT_EQ(f.trace->calls, "");
}

TEST(Depends, CanBeReplaced) {
  Fixture f;
  f.app.override<number_of>([](const Request&) { return std::string{"replaced"}; });
  f.app.override<guard>([](const Request&) { return std::monostate{}; });
  TestClient client{f.app};
  EXPECT_EQ(client.get("/problems?m=1").body, R"({"text":"replaced"})");
  EXPECT_EQ(client.get("/handler").body, R"({"text":"first second/first"})");
}

TEST(Depends, BearerSchemeIsComparedAsTheGuideDoes) {
  struct Case {
    std::string field;
    unsigned status;
  };
  Fixture f;
  TestClient client{f.app};
  for (const auto& [value, status] :
       {Case{"Bearer let-me-in", 200}, Case{"bearer let-me-in", 200}, Case{"Bearer  let-me-in", 200},
        Case{"Bearer\tlet-me-in", 401}, Case{"Bearer", 403}, Case{"", 401}, Case{"Basic let-me-in", 401},
        Case{"let-me-in", 401}}) {
    EXPECT_EQ(client.get("/handler", {{"Authorization", value}}).status, status) << value;
  }
}

TEST(State, IsNeededToStart) {
  App app;
  app.get<handler>("/handler");
  const auto started = app.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().find("GET /handler needs a State<"), std::string::npos) << started.error();
  EXPECT_NE(started.error().find("Trace>"), std::string::npos) << started.error();
}

}  // namespace
}  // namespace gatehouse::web
