// SPDX-License-Identifier: Apache-2.0
// Dependencies and handlers that have their value at once, or later.

#include "gatehouse/web/parameters/soon.h"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
};

awaitable<std::string> ask(std::string key) {
  auto executor = co_await boost::asio::this_coro::executor;
  co_await boost::asio::post(executor, use_awaitable);
  if (key == "late") throw HttpError{418, "late"};
  co_return "asked " + key;
}

Soon<std::string> find(Query<"key", std::string> key, State<Trace> trace) {
  trace->calls += "f";
  if (*key == "known") return std::string{"known"};
  if (*key == "refused") throw HttpError{403, "refused"};
  return ask(*key);
}
std::string after(Depends<find> found, State<Trace> trace) {
  trace->calls += "a";
  return *found + "!";
}
std::string handler(Depends<after> text, Depends<find>, State<Trace> trace) {
  trace->calls += "h";
  return *text;
}
Soon<std::string> find_directly(Query<"key", std::string> key) {
  if (*key == "known") return std::string{"at once"};
  return ask(*key);
}

struct Fixture {
  Fixture() {
    app.get<handler>("/found").get<find_directly>("/handled").get<handler, find>("/guarded");
    app.share(trace);
  }
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST(Soon, IsThereAtOnceOrLater) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/found?key=known").body, R"("known!")");
  EXPECT_EQ(f.trace->calls, "fah");
  EXPECT_EQ(client.get("/found?key=x").body, R"("asked x!")");
  EXPECT_EQ(f.trace->calls, "fahfah");
  EXPECT_EQ(client.get("/guarded?key=x").body, R"("asked x!")");
  EXPECT_EQ(client.get("/guarded?key=known").body, R"("known!")");
  EXPECT_EQ(f.trace->calls, "fahfahfahfah");
}

TEST(Soon, IsWhatAHandlerMayReturn) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/handled?key=known").body, R"("at once")");
  EXPECT_EQ(client.get("/handled?key=x").body, R"("asked x")");
}

TEST(Soon, RefusesAtOnceOrLater) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/found?key=refused").status, 403U);
  EXPECT_EQ(client.get("/found?key=late").status, 418U);
  EXPECT_EQ(client.get("/handled?key=late").status, 418U);
  EXPECT_EQ(client.get("/found").status, 422U);
  EXPECT_EQ(f.trace->calls, "ff");
}

TEST(Soon, CanBeReplaced) {
  Fixture f;
  f.app.override<find>([](const Request&) { return std::string{"replaced"}; });
  EXPECT_EQ(TestClient{f.app}.get("/found?key=x").body, R"("replaced!")");
}

TEST(Soon, IsDescribedAsItsValue) {
  Fixture f;
  ASSERT_TRUE(f.app.start());
  const auto& document = f.app.openapi();
  EXPECT_EQ(document.find("Soon"), std::string::npos);
  EXPECT_NE(document.find(R"("/handled")"), std::string::npos);
}

}  // namespace
}  // namespace gatehouse::web
