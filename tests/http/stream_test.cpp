// SPDX-License-Identifier: Apache-2.0
// Answers that are sent in pieces, and tasks that run after an answer, over real sockets.

#include <gmock/gmock.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

awaitable<> sleep(std::chrono::milliseconds time) {
  const auto executor = co_await boost::asio::this_coro::executor;
  Timer timer{executor, time};
  co_await timer.async_wait(use_awaitable);
}

/// Sends the first `size` bytes of the pattern, `piece` bytes at a time.
struct Plan {
  std::size_t size = 0;
  std::size_t piece = 1;
  std::optional<std::uint64_t> told{};     // the announced size
  std::optional<std::size_t> throws_at{};  // after this many bytes
  std::chrono::milliseconds pause{};       // before each piece
};

class PatternSource final : public BodySource {
 public:
  PatternSource(Plan plan, std::atomic<int>& alive) : plan_(plan), alive_(alive) { ++alive_; }
  ~PatternSource() override { --alive_; }
  std::optional<std::uint64_t> size() const noexcept override { return plan_.told; }
  awaitable<std::string_view> next() override {
    if (plan_.pause.count() != 0) co_await sleep(plan_.pause);
    if (plan_.throws_at && given_ >= *plan_.throws_at) throw std::runtime_error{"broken on purpose"};
    const auto piece = pattern(plan_.size).substr(given_, plan_.piece);
    given_ += piece.size();
    co_return piece;
  }

 private:
  Plan plan_;
  std::atomic<int>& alive_;
  std::size_t given_ = 0;
};

/// Answers every request according to `plan`, and then runs `tasks`.
class SourceHandler final : public Handler {
 public:
  awaitable<> handle(const Request& request, Response& response) override {
    if (request.path == "/plain") co_return;
    response.source = std::make_unique<PatternSource>(plan, alive);
    if (request.path == "/204") response.status = 204;
    if (request.path == "/tasks") {
      response.source.reset();
      response.after = tasks;
    }
    if (request.path == "/both") response.after = tasks;
    if (request.path == "/throw") {
      response.after = tasks;
      throw std::runtime_error{"thrown on purpose"};
    }
  }

  Plan plan;
  std::vector<AfterAnswer> tasks;
  std::atomic<int> alive = 0;
};

std::string get(std::string_view path, std::string_view version = "1.1", std::string_view method = "GET") {
  return std::string{method}.append(" ").append(path).append(" HTTP/").append(version).append(
      "\r\nHost: x\r\n\r\n");
}

TEST(Sources, OfUnknownLengthGoOutInChunks) {
  SourceHandler handler;
  handler.plan = {.size = 10, .piece = 4};
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send(get("/"));
  client.finish();
  const auto all = client.read_all();
  EXPECT_THAT(all, HasSubstr("\r\nTransfer-Encoding: chunked\r\n"));
  EXPECT_THAT(all, Not(HasSubstr("Content-Length")));
  EXPECT_THAT(all, EndsWith("\r\n\r\n4\r\n0,1,\r\n4\r\n2,3,\r\n2\r\n4,\r\n0\r\n\r\n"));
  EXPECT_TRUE(becomes_true([&] { return handler.alive == 0; }));
}

TEST(Sources, OfNothingAreOneChunk) {
  SourceHandler handler;
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send(get("/"));
  client.finish();
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\n0\r\n\r\n"));
}

TEST(Sources, OfKnownLengthSayIt) {
  SourceHandler handler;
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  for (const std::size_t size : {0UL, 1UL, 16383UL, 16384UL, 5'000'000UL}) {
    handler.plan = {.size = size, .piece = 65536, .told = size};
    client.send(get("/"));
    const auto answer = client.read();
    EXPECT_EQ(answer.field("Content-Length"), std::to_string(size));
    EXPECT_EQ(answer.body, pattern(size));
  }
}

TEST(Sources, EndWithTheConnectionForOldClients) {
  SourceHandler handler;
  handler.plan = {.size = 100'000, .piece = 30'000};
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const auto all = client.read_all();
  EXPECT_THAT(all, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(all, Not(HasSubstr("Transfer-Encoding")));
  EXPECT_EQ(all.substr(all.find("\r\n\r\n") + 4), pattern(100'000));
}

TEST(Sources, AreNotAskedWhereThereIsNoBody) {
  SourceHandler handler;
  handler.plan = {.size = 10, .piece = 4, .throws_at = 0};
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send(get("/", "1.1", "HEAD"));
  EXPECT_EQ(client.read(true).status, 200U);
  client.send(get("/204"));
  EXPECT_EQ(client.read().status, 204U);
  client.send(get("/plain"));
  EXPECT_EQ(client.read().status, 200U);
  EXPECT_EQ(handler.alive, 0);
}

TEST(Sources, KeepTheOrderOfPipelinedRequests) {
  SourceHandler handler;
  handler.plan = {.size = 20, .piece = 20, .told = 20};
  TestServer server{test_options(), handler};
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += get("/plain") + get("/");
  const auto answers = converse(server.port(), requests);
  ASSERT_EQ(answers.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(answers[i].body, i % 2 == 0 ? "" : pattern(20)) << i;
}

TEST(Sources, ThatFailEndTheConnectionWithoutTheEndOfTheBody) {
  SourceHandler handler;
  TestServer server{test_options(), handler};
  {
    handler.plan = {.size = 100, .piece = 4, .throws_at = 8};
    RawClient client{server.port()};
    client.send(get("/") + get("/plain"));
    const auto all = client.read_all();
    EXPECT_THAT(all, EndsWith("4\r\n0,1,\r\n4\r\n2,3,"));
    EXPECT_THAT(server.log().text(), HasSubstr("broken on purpose"));
  }
  {
    RawClient client{server.port()};
    client.send(get("/", "1.0"));
    EXPECT_THROW((void)client.read_all(), ClientError);  // an orderly end would look like the end of the body
  }
  for (const std::size_t told : {99UL, 101UL}) {
    handler.plan = {.size = 100, .piece = 50, .told = told};
    RawClient client{server.port()};
    client.send(get("/"));
    const auto all = client.read_all();
    EXPECT_LT(all.substr(all.find("\r\n\r\n") + 4).size(), told);
    EXPECT_THAT(server.log().text(), HasSubstr("not as long as it said"));
  }
  EXPECT_EQ(handler.alive, 0);
}

TEST(Sources, WaitForASlowReader) {
  SourceHandler handler;
  handler.plan = {.size = 8'000'000, .piece = 65536};
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send(get("/") + get("/plain"));
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(handler.alive, 1);
  EXPECT_THAT(client.read().body.size(), 8'000'000U);
  EXPECT_EQ(client.read().status, 200U);
}

TEST(Sources, EndWhenTheClientHasGone) {
  SourceHandler handler;
  handler.plan = {.size = 8'000'000, .piece = 1, .pause = 1ms};
  auto options = test_options();
  options.threads = 8;
  TestServer server{options, handler};
  for (int i = 0; i < 50; ++i) {
    RawClient client{server.port()};
    client.send(get("/both"));
    if (i % 2 == 0) std::this_thread::sleep_for(2ms);
    client.vanish();
  }
  EXPECT_TRUE(becomes_true([&] { return handler.alive == 0; }));
}

TEST(Sources, OfClientsThatTakeNothingEndInTime) {
  SourceHandler handler;
  handler.plan = {.size = 8'000'000, .piece = 65536};
  auto options = test_options();
  options.limits.write_time = 1s;
  TestServer server{options, handler};
  RawClient client{server.port()};
  client.send(get("/"));
  EXPECT_TRUE(becomes_true([&] { return handler.alive == 1; }));
  EXPECT_TRUE(becomes_true([&] { return handler.alive == 0; }));
}

TEST(WorkAfterAnswers, RunsOnceInOrderAndAFailureStopsNoOther) {
  SourceHandler handler;
  std::atomic<int> runs = 0;
  std::string order;
  handler.plan = {.size = 10, .piece = 4};
  handler.tasks.push_back([&]() -> awaitable<> {
    co_await sleep(20ms);
    order += 'a';
  });
  handler.tasks.push_back([]() -> awaitable<> {
    throw std::runtime_error{"failed on purpose"};
    co_return;
  });
  handler.tasks.push_back([&]() -> awaitable<> {
    order += 'b';
    ++runs;
    co_return;
  });
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send(get("/tasks"));
  EXPECT_EQ(client.read().status, 200U);  // before they have run
  EXPECT_TRUE(becomes_true([&] { return runs == 1; }));
  client.send(get("/both"));
  EXPECT_THAT(client.read().body, pattern(10));
  EXPECT_TRUE(becomes_true([&] { return runs == 2; }));
  client.send(get("/throw"));
  EXPECT_EQ(client.read().status, 500U);  // that answer has none
  server.stop();
  EXPECT_EQ(order, "abab");
  EXPECT_THAT(server.log().text(), HasSubstr("what=failed on purpose"));
}

TEST(WorkAfterAnswers, RunsAlsoWhenTheClientHasGone) {
  SourceHandler handler;
  std::atomic<int> runs = 0;
  handler.plan = {.size = 8'000'000, .piece = 65536, .pause = 1ms};
  handler.tasks.push_back([&]() -> awaitable<> {
    ++runs;
    co_return;
  });
  auto options = test_options();
  options.threads = 8;
  TestServer server{options, handler};
  for (int i = 0; i < 40; ++i) {
    RawClient client{server.port()};
    client.send(get("/both") + get("/both"));
    client.vanish();
  }
  EXPECT_TRUE(becomes_true([&] { return handler.alive == 0; }));
  server.stop();
  EXPECT_GT(runs, 0);
  EXPECT_LE(runs, 80);
}

TEST(WorkAfterAnswers, IsWaitedForByTheStopButNotForever) {
  for (const auto& [time, done] : {std::pair{200ms, true}, std::pair{60'000ms, false}}) {
    SourceHandler handler;
    std::atomic<bool> is_done = false;
    handler.tasks.push_back([&, pause = time]() -> awaitable<> {
      co_await sleep(pause);
      is_done = true;
    });
    auto options = test_options();
    options.limits.stop_time = 1s;
    TestServer server{options, handler};
    RawClient client{server.port()};
    client.send(get("/tasks"));
    EXPECT_EQ(client.read().status, 200U);
    server.stop();
    EXPECT_EQ(is_done, done);
    EXPECT_EQ(server.log().text().find("gave up work") == std::string::npos, done);
  }
}

}  // namespace
}  // namespace gatehouse::http::test
