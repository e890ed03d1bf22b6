// SPDX-License-Identifier: Apache-2.0
// Answers to valid requests, over real sockets.

#include <gmock/gmock.h>

#include <chrono>
#include <string>
#include <thread>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

TEST(Answers, CarryWhatTheHandlerMadeAndWhatTheServerAdds) {
  TestServer server;
  RawClient client{server.port()};
  client.send("POST /a/b?c=%20 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-A:  b \t\r\n\r\nhello");
  const auto answer = client.read();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.field("Content-Type"), "text/plain");
  EXPECT_EQ(answer.field("Content-Length"), "5");
  EXPECT_EQ(answer.field("X-Method"), "POST");
  EXPECT_EQ(answer.field("X-Target"), "/a/b?c=%20");
  EXPECT_EQ(answer.field("X-Path"), "/a/b");
  EXPECT_EQ(answer.field("X-Query"), "c=%20");
  EXPECT_EQ(answer.field("X-Fields"), "3");
  EXPECT_EQ(answer.field("X-Remote"), "127.0.0.1");
  EXPECT_EQ(answer.field("X-Id"), answer.field("X-Request-ID"));
  EXPECT_EQ(answer.field("Connection"), std::nullopt);
  EXPECT_EQ(answer.field("Date").value_or("").size(), 29U);
}

TEST(Answers, EndTheConnectionOrKeepItAsBothSidesSay) {
  const struct {
    const char* request;
    const char* connection;
    bool stays;
  } cases[] = {
      {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "", true},
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "close", false},
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: x, Close\r\n\r\n", "close", false},
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n", "", true},
      {"GET / HTTP/1.0\r\n\r\n", "close", false},
      {"GET / HTTP/1.0\r\nHost: x\r\nConnection: Keep-Alive\r\n\r\n", "keep-alive", true},
      {"GET /close HTTP/1.1\r\nHost: x\r\n\r\n", "close", false},
      {"GET /throw HTTP/1.1\r\nHost: x\r\n\r\n", "", true},
      {"GET /status/404 HTTP/1.1\r\nHost: x\r\n\r\n", "", true},
  };
  TestServer server;
  for (const auto& c : cases) {
    RawClient client{server.port()};
    client.send(c.request);
    EXPECT_EQ(client.read().field("Connection").value_or(""), c.connection) << c.request;
    if (c.stays) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      EXPECT_EQ(client.read().status, 200U) << c.request;
    } else {
      EXPECT_TRUE(client.is_closed()) << c.request;
    }
  }
}

TEST(Answers, ToHeadHaveTheFieldsAndNoBody) {
  TestServer server;
  RawClient client{server.port()};
  client.send("HEAD /big/100000 HTTP/1.1\r\nHost: x\r\n\r\nHEAD /static/20000 HTTP/1.1\r\nHost: x\r\n\r\n");
  client.send("GET /static/3 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read(true).field("Content-Length"), "100000");
  EXPECT_EQ(client.read(true).field("Content-Length"), "20000");
  EXPECT_EQ(client.read().body, pattern(3));
}

TEST(Answers, WithoutContentHaveNoBodyAndNoLength) {
  TestServer server;
  RawClient client{server.port()};
  for (const auto* status : {"204", "304"}) {
    client.send(std::string{"POST /status/"} + status +
                " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
    const auto answer = client.read();
    EXPECT_EQ(std::to_string(answer.status), status);
    EXPECT_EQ(answer.field("Content-Length"), std::nullopt);
  }
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read().status, 200U);
}

TEST(Answers, ComeInOrderWhenRequestsArePipelined) {
  TestServer server;
  RawClient client{server.port()};
  std::string requests;
  const std::size_t count = 3000;
  const auto path = [](std::size_t i) { return std::string{"/"}.append(std::to_string(i)); };
  for (std::size_t i = 0; i < count; ++i) {
    const auto body = std::to_string(i);
    requests.append("POST ").append(path(i)).append(" HTTP/1.1\r\nHost: x\r\nContent-Length: ");
    requests.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  }
  client.send(requests);
  for (std::size_t i = 0; i < count; ++i) {
    const auto answer = client.read();
    ASSERT_EQ(answer.body, std::to_string(i));
    ASSERT_EQ(answer.field("X-Target"), path(i));
  }
}

TEST(Answers, OfAnySizeArriveWhole) {
  TestServer server;
  RawClient client{server.port()};
  for (const auto* kind : {"/big/", "/static/"}) {
    for (const std::size_t size : {0UL, 1UL, 16383UL, 16384UL, 65536UL, 5'000'000UL}) {
      client.send(std::string{"GET "}
                      .append(kind)
                      .append(std::to_string(size))
                      .append(" HTTP/1.1\r\nHost: x\r\n\r\n"));
      EXPECT_EQ(client.read().body, pattern(size)) << kind << size;
    }
  }
}

TEST(Answers, WaitForASlowReaderAndKeepTheirOrder) {
  TestServer server;
  RawClient client{server.port()};
  std::string requests;
  for (int i = 0; i < 20; ++i)
    requests += "GET /static/1000000 HTTP/1.1\r\nHost: x\r\n\r\nGET /big/70000 HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(requests);
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(client.read().body, pattern(1'000'000));
    ASSERT_EQ(client.read().body, pattern(70'000));
  }
}

/// Sends up to `most` requests without reading, until the server waits for its answers to be read.
/// Returns how many.
std::size_t ask_without_reading(TestServer& server, RawClient& client, std::size_t most) {
  const auto before = server.handler().handled();
  const auto is_handled = [&](std::size_t asked) {
    for (int i = 0; i < 1000 && server.handler().handled() - before != asked; ++i)
      std::this_thread::sleep_for(1ms);
    return server.handler().handled() - before == asked;
  };
  std::size_t asked = 0;
  do {
    client.send("GET /big/12000 HTTP/1.1\r\nHost: x\r\n\r\n");
    ++asked;
  } while (asked < most && is_handled(asked));
  return asked;
}

constexpr std::size_t more_than_fits = 2000;  // answers of 24 MB in total

TEST(Answers, WaitForAReaderWhoAsksOnWithoutReading) {
  TestServer server;
  RawClient client{server.port()};
  const auto asked = ask_without_reading(server, client, more_than_fits);
  EXPECT_LT(asked, more_than_fits);
  for (std::size_t i = 0; i < asked; ++i) ASSERT_EQ(client.read().body, pattern(12'000)) << i;
  client.send("GET /big/1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read().body, pattern(1));
}

TEST(Answers, ArriveWholeAtWhoeverAsksNoMoreAndReadsLate) {
  TestServer server;
  std::size_t full = 0;
  {
    RawClient client{server.port()};
    full = ask_without_reading(server, client, more_than_fits);
  }
  for (std::size_t count = full - 6; count < full + 1; ++count) {  // one of them fits only partly
    RawClient client{server.port()};
    const auto asked = ask_without_reading(server, client, count - 1);
    client.finish_with("GET /big/12000 HTTP/1.1\r\nHost: x\r\n\r\n");
    std::this_thread::sleep_for(20ms);  // the server answers in this time
    EXPECT_EQ(client.read_answers().size(), asked + 1);
  }
}

TEST(Answers, AreGivenUpWhereTheClientDoesNotReadThem) {
  auto options = test_options();
  options.limits.write_time = 1s;
  TestServer server{options};
  RawClient idle{server.port()};
  ask_without_reading(server, idle, more_than_fits);
  RawClient half{server.port()};
  half.send("GET /static/8000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  half.finish();
  std::this_thread::sleep_for(3500ms);  // both deadlines have passed by then
  EXPECT_LT(half.read_all().size(), 8'000'000U);
  EXPECT_THROW(
      {
        // The connection is reset, because more requests were sent. There is no orderly end, and no wait.
        try {
          static_cast<void>(idle.read_all());
        } catch (const ClientError& error) {
          EXPECT_THAT(error.what(), HasSubstr("reset"));
          throw;
        }
      },
      ClientError);
}

TEST(Answers, HoldNoFieldThatWouldSplitThem) {
  TestServer server;
  RawClient client{server.port()};
  client.send("GET /fields HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.read();
  EXPECT_EQ(answer.field("X-Good"), "yes");
  for (const auto* name :
       {"X-Split", "X-Injected", "X-Line", "X-Nul", "X-Name", "X-Colon", "", "Transfer-Encoding"}) {
    EXPECT_EQ(answer.field(name), std::nullopt) << name;
  }
  EXPECT_EQ(answer.field("Content-Length"), "0");
  EXPECT_NE(answer.field("Date"), "yesterday");
  EXPECT_NE(answer.field("X-Request-ID"), "mine");
}

TEST(Answers, ToAFailedHandlerTellNothingButTheLogDoes) {
  TestServer server;
  RawClient client{server.port()};
  client.send("GET /throw HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.read();
  EXPECT_EQ(answer.status, 500U);
  EXPECT_EQ(answer.body, R"({"detail":"Internal Server Error"})");
  EXPECT_EQ(answer.field("Content-Type"), "application/json");
  const auto id = answer.field("X-Request-ID").value_or("none");
  EXPECT_THAT(server.log().text(), HasSubstr("request_id=" + id + " what=thrown on purpose"));
  EXPECT_THAT(server.log().text(), HasSubstr("status=500 method=GET path=/throw remote=127.0.0.1"));

  client.send("GET /throw/int HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read().status, 500U);
  for (const auto* path : {"/status/0", "/status/101", "/status/1000"}) {
    client.send(std::string{"GET "} + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read().status, 500U) << path;
  }
}

TEST(Answers, AreNotMissedByAClientThatSendsNothingMore) {
  TestServer server;
  const auto answers =
      converse(server.port(), "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].field("X-Target"), "/b");
}

TEST(Answers, ToClientsThatHaveGoneBreakNothing) {
  TestServer server;
  for (int i = 0; i < 20; ++i) {
    RawClient client{server.port()};
    client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\nGET /big/5000000 HTTP/1.1\r\nHost: x\r\n\r\n");
    server.handler().await_waiting(1);
    client.vanish();
    server.handler().release();
  }
  for (int i = 0; i < 20; ++i) {
    RawClient client{server.port()};
    client.send("GET /static/8000000 HTTP/1.1\r\nHost: x\r\n\r\n");
    client.vanish();
  }
  EXPECT_EQ(statuses(converse(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n")), "200");
}

}  // namespace
}  // namespace gatehouse::http::test
