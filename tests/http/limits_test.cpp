// SPDX-License-Identifier: Apache-2.0
// Each limit of limits.h, at its value and above it.

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

ServerOptions with_limits(const Limits& limits) {
  auto options = test_options();
  options.limits = limits;
  return options;
}

std::string padded_head(std::size_t size) {
  std::string head = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Pad: ";
  return head + std::string(size - head.size() - 4, 'p') + "\r\n\r\n";
}

TEST(Limits, OfTheHeader) {
  Limits limits;
  limits.header_bytes = 1000;
  TestServer server{with_limits(limits)};
  EXPECT_EQ(statuses(converse(server.port(), padded_head(1000))), "200");
  const auto over = converse(server.port(), padded_head(1001));
  ASSERT_EQ(statuses(over), "431");
  EXPECT_EQ(over[0].body, R"({"detail":"Request Header Fields Too Large"})");
  EXPECT_EQ(over[0].field("Content-Type"), "application/json");
  EXPECT_EQ(over[0].field("Connection"), "close");
  EXPECT_TRUE(over[0].field("X-Request-ID"));
  EXPECT_EQ(statuses(converse(server.port(), padded_head(100'000))), "431");
  EXPECT_EQ(
      statuses(converse(server.port(), "GET /" + std::string(2000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n")),
      "431");

  RawClient byte_by_byte{server.port()};
  for (const char c : padded_head(1001)) byte_by_byte.send({&c, 1});
  EXPECT_EQ(byte_by_byte.read().status, 431U);
}

TEST(Limits, OfTheNumberOfFields) {
  Limits limits;
  limits.fields = 10;
  TestServer server{with_limits(limits)};
  const auto request = [](int fields) {
    std::string out = "GET / HTTP/1.1\r\nHost: x\r\n";
    for (int i = 1; i < fields; ++i) out += "a: b\r\n";
    return out + "\r\n";
  };
  EXPECT_EQ(statuses(converse(server.port(), request(10))), "200");
  EXPECT_EQ(statuses(converse(server.port(), request(11))), "431");
}

TEST(Limits, OfTheBody) {
  Limits limits;
  limits.body_bytes = 1000;
  TestServer server{with_limits(limits)};
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\n";
  const auto with_length = [&](std::size_t size) {
    return head + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + std::string(size, 'b');
  };
  EXPECT_EQ(statuses(converse(server.port(), with_length(1000))), "200");
  EXPECT_EQ(statuses(converse(server.port(), with_length(1001))), "413");
  EXPECT_EQ(statuses(converse(server.port(), head + "Transfer-Encoding: chunked\r\n\r\n3E8\r\n" +
                                                 std::string(1000, 'b') + "\r\n0\r\n\r\n")),
            "200");
  EXPECT_EQ(statuses(converse(server.port(), head + "Transfer-Encoding: chunked\r\n\r\n3E8\r\n" +
                                                 std::string(1000, 'b') + "\r\n1\r\nb\r\n0\r\n\r\n")),
            "413");
  EXPECT_EQ(
      statuses(converse(server.port(), head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n")),
      "413");

  RawClient early{server.port()};  // the answer does not wait for a body that will not be read
  early.send(head + "Content-Length: 1001\r\n\r\n");
  EXPECT_EQ(early.read().status, 413U);

  RawClient late{server.port()};  // a client that sends the whole body before it reads still gets the answer
  late.send(with_length(4'000'000));
  EXPECT_EQ(late.read().status, 413U);
  EXPECT_TRUE(late.is_closed());
}

TEST(Limits, OfChunkExtensionsAndTrailers) {
  Limits limits;
  limits.header_bytes = 2000;
  TestServer server{with_limits(limits)};
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const auto many = [&](int chunks) {
    std::string out = head;
    for (int i = 0; i < chunks; ++i) out += "1;" + std::string(99, 'e') + "\r\nb\r\n";
    return out + "0\r\n\r\n";
  };
  EXPECT_EQ(statuses(converse(server.port(), many(20))), "200");
  EXPECT_EQ(statuses(converse(server.port(), many(21))), "400");
  EXPECT_EQ(statuses(converse(server.port(), head + "1;" + std::string(100'000, 'e'))), "400");
  EXPECT_EQ(statuses(converse(server.port(), head + "0\r\nX: " + std::string(100'000, 'e'))), "400");
  const auto trailers = [&](int count) {
    std::string out = head + "0\r\n";
    for (int i = 0; i < count; ++i) out += "X: " + std::string(97, 'e') + "\r\n";
    return out + "\r\n";
  };
  EXPECT_EQ(statuses(converse(server.port(), trailers(20))), "200");
  EXPECT_EQ(statuses(converse(server.port(), trailers(21))), "400");
}

TEST(Limits, OfTimeEndASlowRequestWith408) {
  Limits limits;
  limits.request_time = std::chrono::seconds{1};
  TestServer server{with_limits(limits)};
  std::vector<RawClient> clients;
  for (const auto* start :
       {"G", "GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"}) {
    clients.emplace_back(server.port()).send(start);
  }
  for (auto& client : clients) {
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 408U);
    EXPECT_EQ(answer.body, R"({"detail":"Request Timeout"})");
    EXPECT_EQ(answer.field("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
  }
}

TEST(Limits, OfTimeAreNotMovedByATrickle) {
  Limits limits;
  limits.request_time = std::chrono::seconds{1};
  limits.idle_time = std::chrono::seconds{1000};
  TestServer server{with_limits(limits)};
  RawClient client{server.port()};
  client.send("GET / HTTP/1.1\r\nHost: x\r\n");
  std::atomic<bool> answered = false;
  std::thread trickle{[&] {
    while (!answered) {
      client.send("a: b\r\n");
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
  }};
  unsigned status = 0;
  EXPECT_NO_THROW(status = client.read().status);
  answered = true;
  trickle.join();
  EXPECT_EQ(status, 408U);
}

TEST(Limits, OfTimeEndAnIdleConnectionSilently) {
  Limits limits;
  limits.idle_time = std::chrono::seconds{1};
  TestServer server{with_limits(limits)};
  RawClient fresh{server.port()};
  RawClient used{server.port()};
  used.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(used.read().status, 200U);
  EXPECT_TRUE(fresh.is_closed());
  EXPECT_TRUE(used.is_closed());
}

TEST(Limits, OfTimeDoNotHurryAHandler) {
  Limits limits;
  limits.idle_time = limits.request_time = limits.write_time = std::chrono::seconds{1};
  TestServer server{with_limits(limits)};
  RawClient client{server.port()};
  client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  server.handler().await_waiting(1);
  RawClient other{server.port()};
  EXPECT_TRUE(other.is_closed());  // so every time limit has passed for the first one too
  server.handler().release();
  EXPECT_EQ(client.read().status, 200U);
}

TEST(Limits, OfTimeEndAnAnswerNobodyTakes) {
  Limits limits;
  limits.write_time = std::chrono::seconds{1};
  limits.idle_time = std::chrono::seconds{3};
  TestServer server{with_limits(limits)};
  RawClient client{server.port()};
  for (int i = 0; i < 10; ++i) client.send("GET /static/8000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  while (server.handler().handled() == 0) std::this_thread::yield();
  RawClient other{server.port()};
  EXPECT_TRUE(other.is_closed());  // by then the time of the first one is over
  std::size_t received = 0;
  try {
    received = client.read_all().size();
  } catch (const ClientError&) {  // a reset is accepted too
  }
  EXPECT_LT(received, 8'000'000U);
  EXPECT_EQ(server.handler().handled(), 1U);
}

TEST(Limits, OfConnectionsEndTheLongestIdle) {
  Limits limits;
  limits.connections = 3;
  TestServer server{with_limits(limits)};
  const auto ask = [](RawClient& client) {
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    return client.read().status;
  };
  RawClient busy{server.port()};
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  server.handler().await_waiting(1);
  RawClient first{server.port()};
  EXPECT_EQ(ask(first), 200U);
  RawClient second{server.port()};
  EXPECT_EQ(ask(second), 200U);
  EXPECT_EQ(ask(first), 200U);  // now the second one has been idle longest
  RawClient third{server.port()};
  EXPECT_EQ(ask(third), 200U);
  EXPECT_TRUE(second.is_closed());
  EXPECT_EQ(ask(first), 200U);
  server.handler().release();
  EXPECT_EQ(busy.read().status, 200U);
}

TEST(Limits, OfConnectionsHoldWhenEveryoneIsInTheMiddleOfARequest) {
  Limits limits;
  limits.connections = 2;
  TestServer server{with_limits(limits)};
  RawClient slow{server.port()};
  slow.send("GET / HTTP/1.1\r\n");
  RawClient slower{server.port()};
  slower.send("GET / HTTP/1.1\r\n");
  for (int i = 0; i < 3; ++i) {
    RawClient client{server.port()};
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.read().status, 200U);
  }
}

TEST(Limits, OfConnectionsTurnNewOnesAwayWhenAllAreServed) {
  Limits limits;
  limits.connections = 2;
  TestServer server{with_limits(limits)};
  RawClient one{server.port()};
  RawClient two{server.port()};
  one.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  two.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  server.handler().await_waiting(2);
  RawClient third{server.port()};
  EXPECT_TRUE(third.is_closed());
  server.handler().release();
  EXPECT_EQ(one.read().status, 200U);
  EXPECT_EQ(two.read().status, 200U);
}

}  // namespace
}  // namespace gatehouse::http::test
