// SPDX-License-Identifier: Apache-2.0
// Bodies that a handler reads while they arrive, over real sockets.

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// At /read: reads the body up to the number in the query and answers with it, or with its length if it is
/// long. All other paths get the whole body.
class ReadingHandler final : public Handler {
 public:
  void plan_body(const Request& request, BodyPlan& plan) noexcept override {
    ++planned;
    if (request.path == "/read") plan = {.most = most, .is_streamed = true};
    if (request.path == "/more") plan.most = most;
  }

  awaitable<> handle(const Request& request, Response& response) override {
    ++open;
    const Closing closing{open};
    std::string body{request.body};
    if (request.reader != nullptr) {
      const auto size = request.reader->size();
      if (size) response.set("X-Size", std::to_string(*size));
      const auto limit = request.query.empty() ? std::string::npos : std::stoul(std::string{request.query});
      while (body.size() < limit) {
        const auto piece = co_await request.reader->next();
        if (piece.empty()) break;
        body += piece;
      }
    }
    response.set("X-Target", std::string{request.target});
    response.set("X-Field", std::string{request.find("X-Field").value_or("none")});
    response.body = body.size() > 100'000 ? std::to_string(body.size()) : body;
  }

  struct Closing {
    explicit Closing(std::atomic<int>& counter) : count(counter) {}
    Closing(const Closing&) = delete;
    Closing& operator=(const Closing&) = delete;
    ~Closing() { --count; }
    std::atomic<int>& count;
  };

  std::uint64_t most = 10'000'000;
  std::atomic<int> planned = 0;
  std::atomic<int> open = 0;
};

std::string with_length(const std::string& path, const std::string& body, const std::string& fields = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + fields +
         "X-Field: f\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string chunked(const std::string& path, const std::string& chunks) {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\nX-Field: f\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

TEST(BodyReader, GivesTheBodyAndKeepsTheHead) {
  ReadingHandler handler;
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send(with_length("/read", "hello"));
  auto answer = client.read();
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.field("X-Size"), "5");
  EXPECT_EQ(answer.field("X-Target"), "/read");
  EXPECT_EQ(answer.field("X-Field"), "f");
  client.send(chunked("/read", "5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-Trailer: t\r\n\r\n"));
  answer = client.read();
  EXPECT_EQ(answer.body, "hello world");
  EXPECT_EQ(answer.field("X-Size"), std::nullopt);
  const std::string big(5'000'000, 'x');
  client.send(with_length("/read", big));
  answer = client.read();
  EXPECT_EQ(answer.body, "5000000");
  EXPECT_EQ(answer.field("X-Field"), "f");
  client.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(client.read().body, "");
  client.send("GET /read HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read().body, "");
  EXPECT_EQ(handler.planned, 3);  // only for requests that have a body
}

TEST(BodyReader, IsIndifferentToHowTheBytesCome) {
  ReadingHandler handler;
  TestServer server{test_options(), handler};
  std::string stream;
  for (int i = 0; i < 3; ++i) {
    stream += with_length("/read", "hello") + chunked("/read", "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n") +
              with_length("/whole", "whole") + with_length("/read?2", "12345") + with_length("/read?0", "a") +
              "GET /read HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  for (const std::size_t step : {1UL, 7UL, 100UL, stream.size()}) {
    RawClient client{server.port()};
    for (std::size_t at = 0; at < stream.size(); at += step) {
      client.send(std::string_view{stream}.substr(at, step));
      // What a handler leaves unread may not have arrived yet, and then the connection would end. So all of
      // it is sent.
      if (step > 1 && at % 10 == 0) std::this_thread::sleep_for(1ms);
    }
    std::string bodies;
    try {
      for (int i = 0; i < 18; ++i) bodies += client.read().body + ",";
    } catch (const ClientError&) {
    }
    EXPECT_TRUE(bodies.starts_with("hello,abc,whole,")) << step << bodies;
    if (step == stream.size()) {
      EXPECT_EQ(bodies, "hello,abc,whole,12345,,,hello,abc,whole,12345,,,hello,abc,whole,12345,,,");
    }
  }
}

TEST(BodyReader, RefusesWhatCannotBeRead) {
  ReadingHandler handler;
  handler.most = 10;
  TestServer server{test_options(), handler};
  const struct {
    std::string request;
    const char* statuses;
  } cases[] = {
      {with_length("/read", "12345678901"), "413"},
      {with_length("/more", "12345678901"), "413"},
      {chunked("/read", "5\r\n12345\r\n6\r\n678901\r\n0\r\n\r\n"), "413"},
      {chunked("/more", "5\r\n12345\r\n6\r\n678901\r\n0\r\n\r\n"), "413"},
      {chunked("/read", "x\r\n12345\r\n"), "400"},
      {chunked("/read", "5\r\n12345xx"), "400"},
      {chunked("/read", "5\r\n12345\r\n0\r\nHost: y\r\n\r\n"), "400"},
      {chunked("/read", "5;" + std::string(40'000, 'a')), "400"},
      {chunked("/read", "5\r\n123"), "400"},
      {"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n123", "400"},
      {with_length("/read", "1234567890"), "200"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(statuses(converse(server.port(), c.request)), c.statuses) << c.request.substr(0, 200);
  }
  EXPECT_EQ(handler.open, 0);
}

TEST(BodyReader, RaisesTheLimitOfBodiesInMemory) {
  ReadingHandler handler;
  TestServer server{test_options(), handler};
  const std::string body(2'000'000, 'x');
  EXPECT_EQ(statuses(converse(server.port(), with_length("/more", body))), "200");
  EXPECT_EQ(statuses(converse(server.port(), with_length("/other", body))), "413");
}

TEST(BodyReader, AsksForABodyThatWaits) {
  ReadingHandler handler;
  TestServer server{test_options(), handler};
  {
    RawClient client{server.port()};
    client.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read().status, 100U);
    client.send("hello");
    EXPECT_EQ(client.read().body, "hello");
  }
  {
    RawClient client{server.port()};  // a handler that does not want the body does not ask for it
    client.send("POST /read?0 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.field("Connection"), "close");
    client.finish();
    EXPECT_TRUE(client.is_closed());
  }
}

TEST(BodyReader, EndsTheConnectionBehindABodyThatIsNotRead) {
  ReadingHandler handler;
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send("POST /read?3 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc");
  const auto answer = client.read();
  EXPECT_EQ(answer.body, "abc");
  EXPECT_EQ(answer.field("Connection"), "close");
  client.send(std::string(999'997, 'x') + "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  client.finish();
  EXPECT_TRUE(client.is_closed());
}

TEST(BodyReader, GivesUpOnASlowClient) {
  ReadingHandler handler;
  auto options = test_options();
  options.limits.request_time = 1s;
  TestServer server{options, handler};
  RawClient silent{server.port()};
  silent.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
  RawClient slow{server.port()};
  slow.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
  for (int i = 0; i < 45; ++i) {
    slow.send("x");
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_EQ(silent.read().status, 408U);
  EXPECT_EQ(slow.read().status, 408U);
}

TEST(BodyReader, LeavesNothingBehindClientsThatGo) {
  ReadingHandler handler;
  auto options = test_options();
  options.threads = 8;
  TestServer server{options, handler};
  for (int i = 0; i < 100; ++i) {
    RawClient client{server.port()};
    client.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc");
    if (i % 3 == 0) std::this_thread::sleep_for(2ms);
    if (i % 2 == 0) {
      client.vanish();
    } else {
      client.finish();
    }
  }
  EXPECT_TRUE(becomes_true([&] { return handler.open == 0; }));
  EXPECT_EQ(statuses(converse(server.port(), with_length("/read", "x"))), "200");
}

TEST(BodyReader, IsLetFinishByTheStop) {
  ReadingHandler handler;
  TestServer server{test_options(), handler};
  RawClient client{server.port()};
  client.send("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(becomes_true([&] { return handler.open == 1; }));
  std::thread stopping{[&] { server.stop(); }};
  std::this_thread::sleep_for(50ms);
  client.send("cde");
  EXPECT_EQ(client.read().body, "abcde");
  EXPECT_TRUE(client.is_closed());
  stopping.join();
}

}  // namespace
}  // namespace gatehouse::http::test
