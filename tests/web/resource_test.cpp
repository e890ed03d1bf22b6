// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <memory>
#include <stdexcept>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
  bool close_fails = false;
};

struct Outer : Resource {
  explicit Outer(Trace& to) : trace(&to) { trace->calls += "+o"; }
  void close(std::exception_ptr exception) const {
    trace->calls += exception ? "-o!" : "-o";
    if (trace->close_fails) throw HttpError{503, "could not commit"};
  }
  Trace* trace;
};

struct Inner : Resource {
  explicit Inner(Trace& to) : trace(&to) { trace->calls += "+i"; }
  awaitable<> close(std::exception_ptr exception) {
    // Really suspends: the handler's frame must still be there afterwards.
    auto executor = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(executor, use_awaitable);
    trace->calls += exception ? "-i!" : "-i";
  }
  Trace* trace;
};

Outer open_outer(State<Trace> trace) { return Outer{*trace}; }
awaitable<Inner> open_inner(Depends<open_outer>, State<Trace> trace) { co_return Inner{*trace}; }
Inner never_opened(State<Trace> trace) {
  trace->calls += "x";
  throw HttpError{409, "not now"};
}
struct Answer {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (text))

Answer work(Depends<open_inner> inner, Depends<open_outer>) {
  inner->trace->calls += "h";
  return {"done"};
}
awaitable<Answer> fail(Depends<open_inner>) {
  throw HttpError{418, "tea"};
  co_return Answer{};
}
Answer crash(Depends<open_inner>) { throw std::runtime_error{"a bug"}; }
Answer half(Depends<open_outer>, Depends<never_opened>) { return {}; }
Answer with_input(Depends<open_inner>, Query<"n", int>) { return {}; }

class ResourceTest : public testing::Test {
 protected:
  ResourceTest() {
    app.share(trace).get<work>("/work").get<fail>("/fail").get<crash>("/crash").get<half>("/half");
    app.get<with_input>("/input");
  }
  Response get(std::string_view target) { return TestClient{app}.get(target); }

  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST_F(ResourceTest, ClosesInOppositeOrderAfterTheHandler) {
  EXPECT_EQ(get("/work").body, R"({"text":"done"})");
  EXPECT_EQ(trace->calls, "+o+ih-i-o");
}

TEST_F(ResourceTest, LearnsOfWhatWasThrown) {
  const auto response = get("/fail");
  EXPECT_EQ(response.status, 418U);
  EXPECT_EQ(response.body, R"({"detail":"tea"})");
  EXPECT_EQ(trace->calls, "+o+i-i!-o!");
}

TEST_F(ResourceTest, IsClosedWhenTheHandlerHasABug) {
  EXPECT_THROW((void)get("/crash"), std::runtime_error);
  EXPECT_EQ(trace->calls, "+o+i-i!-o!");
}

TEST_F(ResourceTest, WhatWasNotMadeIsNotClosed) {
  EXPECT_EQ(get("/half").status, 409U);
  EXPECT_EQ(trace->calls, "+ox-o!");
}

TEST_F(ResourceTest, IsClosedWhenTheInputIsRefused) {
  const auto response = get("/input?n=x");
  EXPECT_EQ(response.status, 422U);
  EXPECT_NE(response.body.find(R"(["query","n"])"), std::string::npos) << response.body;
  EXPECT_EQ(trace->calls, "+o+i-i!-o!");
}

TEST_F(ResourceTest, WhatCloseThrowsTakesTheAnswersPlace) {
  trace->close_fails = true;
  const auto response = get("/work");
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(response.body, R"({"detail":"could not commit"})");
  EXPECT_EQ(trace->calls, "+o+ih-i-o");
}

}  // namespace
}  // namespace gatehouse::web
