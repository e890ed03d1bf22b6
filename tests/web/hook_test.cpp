// SPDX-License-Identifier: Apache-2.0
// What runs before an app serves, and afterwards.
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <stdexcept>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
};

PlainText show(State<Trace> trace) {
  trace->calls += "h";
  return PlainText{trace->calls};
}

class HookTest : public testing::Test {
 protected:
  HookTest() { app.share(trace).get<show>("/show"); }
  auto letter(std::string_view text) {
    return [this, text]() -> awaitable<> {
      // Really suspends, as opening a connection would.
      auto executor = co_await boost::asio::this_coro::executor;
      co_await boost::asio::post(executor, use_awaitable);
      trace->calls += text;
    };
  }
  static awaitable<> fail() {
    throw std::runtime_error("no database");
    co_return;
  }
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST_F(HookTest, RunAroundATestClientAndTheLastOpenedIsClosedFirst) {
  app.on_start(letter("1")).on_stop(letter("a")).on_start(letter("2")).on_stop(letter("b"));
  {
    TestClient client{app};
    EXPECT_EQ(client.get("/show").body, "12h");
    EXPECT_EQ(client.get("/show").body, "12hh");
  }
  EXPECT_EQ(trace->calls, "12hhba");
}

TEST_F(HookTest, AFailingStartStopsTheStart) {
  app.on_start(letter("1")).on_start(fail).on_start(letter("2")).on_stop(letter("a"));
  try {
    TestClient client{app};
    FAIL() << "started";
  } catch (const std::logic_error& error) {
    EXPECT_STREQ(error.what(), "a start hook failed: no database");
  }
  EXPECT_EQ(trace->calls, "1");
  testing::internal::CaptureStderr();
  EXPECT_EQ(app.run({.listen = "127.0.0.1:0"}), 2);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("a start hook failed: no database"),
            std::string::npos);
}

TEST_F(HookTest, AFailingStopKeepsNoOtherFromRunning) {
  app.on_stop(letter("a")).on_stop(fail).on_stop(letter("b"));
  {
    TestClient client{app};
  }
  EXPECT_EQ(trace->calls, "ba");
}

awaitable<> stop_soon() {
  boost::asio::steady_timer::rebind_executor<Executor>::other timer{
      co_await boost::asio::this_coro::executor};
  timer.expires_after(std::chrono::milliseconds{50});
  co_await timer.async_wait(use_awaitable);
  (void)std::raise(SIGTERM);
}

TEST_F(HookTest, RunAroundTheServerOnOneOfItsThreads) {
  app.on_start(letter("1")).on_stop(letter("a"));
  app.on_start([]() -> awaitable<> {
    auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::co_spawn(executor, stop_soon(), boost::asio::detached);  // goes on while the app serves
  });
  testing::internal::CaptureStderr();
  EXPECT_EQ(app.run({.listen = "127.0.0.1:0", .threads = 2}), 0);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("serving"), std::string::npos);
  EXPECT_EQ(trace->calls, "1a");
}

TEST_F(HookTest, StopHooksRunWhenTheAddressIsWrong) {
  app.on_start(letter("1")).on_stop(letter("a"));
  testing::internal::CaptureStderr();
  EXPECT_EQ(app.run({.listen = "nowhere"}), 2);
  (void)testing::internal::GetCapturedStderr();
  EXPECT_EQ(trace->calls, "1a");
}

}  // namespace
}  // namespace gatehouse::web
