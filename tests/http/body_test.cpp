// SPDX-License-Identifier: Apache-2.0
// Bodies of every size and framing, and the wait for 100 Continue.

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <thread>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

std::string with_length(std::string_view body, std::string_view fields = "") {
  return "POST /a?b HTTP/1.1\r\nHost: x\r\nX-First: 1\r\n" + std::string{fields} +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
}

std::string chunked(std::string_view body, std::size_t chunk) {
  std::string out = "POST /a?b HTTP/1.1\r\nHost: x\r\nX-First: 1\r\nTransfer-Encoding: Chunked\r\n\r\n";
  char size[20];
  while (!body.empty()) {
    const auto part = body.substr(0, chunk);
    std::snprintf(size, sizeof size, "%zx", part.size());
    out.append(size).append("\r\n").append(part).append("\r\n");
    body.remove_prefix(part.size());
  }
  return out + "0\r\n\r\n";
}

// At these sizes the buffer grows, moves and is overwritten. The views of the request must stay correct.
constexpr std::size_t sizes[] = {1,      3000,   4096,   8192,    16384,      40'000,
                                 65'500, 65'536, 70'000, 300'000, 1024 * 1024};

TEST(Bodies, ArriveWholeWithALength) {
  TestServer server;
  RawClient client{server.port()};
  for (const auto size : sizes) {
    client.send(with_length(pattern(size)));
    const auto answer = client.read();
    ASSERT_EQ(answer.status, 200U) << size;
    ASSERT_EQ(answer.body, pattern(size)) << size;
    EXPECT_EQ(answer.field("X-Target"), "/a?b");
    EXPECT_EQ(answer.field("X-Fields"), "3");
  }
}

TEST(Bodies, ArriveWholeInChunks) {
  TestServer server;
  RawClient client{server.port()};
  for (const std::size_t chunk : {1UL, 1000UL, 5000UL, 100'000UL}) {
    for (const auto size : sizes) {
      if (size / chunk > 100'000) continue;
      client.send(chunked(pattern(size), chunk));
      const auto answer = client.read();
      ASSERT_EQ(answer.status, 200U) << size << " by " << chunk;
      ASSERT_EQ(answer.body, pattern(size)) << size << " by " << chunk;
      EXPECT_EQ(answer.field("X-Target"), "/a?b");
      EXPECT_EQ(answer.field("X-Fields"), "3");
    }
  }
}

TEST(Bodies, DoNotMixWhenPipelined) {
  TestServer server;
  RawClient client{server.port()};
  std::string all;
  for (int round = 0; round < 3; ++round) {
    for (const auto size : sizes)
      all += with_length(pattern(size)) + chunked(pattern(size), 3000) + with_length("");
  }
  std::thread sender{[&] { client.send(all); }};  // on this thread it would block until answers are read
  for (int round = 0; round < 3; ++round) {
    for (const auto size : sizes) {
      EXPECT_EQ(client.read().body, pattern(size));
      EXPECT_EQ(client.read().body, pattern(size));
      EXPECT_EQ(client.read().body, "");
    }
  }
  sender.join();
}

TEST(Bodies, MayHaveTrailersWhichAreDropped) {
  TestServer server;
  const auto answers =
      converse(server.port(),
               "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n"
               "X-Method: y\r\nAuthorization: z\r\nConnection: close\r\n\r\n" +
                   with_length("next"));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].field("X-Fields"), "2");
  EXPECT_EQ(answers[1].body, "next");
}

TEST(Bodies, AreAskedForOnlyIfTheyWillBeRead) {
  TestServer server;
  RawClient client{server.port()};
  const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\n";
  client.send(head + "Content-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read().status, 100U);
  client.send("hel");
  client.send("lo");
  auto answer = client.read();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body, "hello");

  client.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(client.read().status, 100U);
  client.send("1\r\na\r\n0\r\n\r\n");
  EXPECT_EQ(client.read().body, "a");

  client.send("POST /a HTTP/1.1\r\nHost: x\r\nExpect: , 100-continue\r\nContent-Length: 1\r\n\r\n");
  EXPECT_EQ(client.read().status, 100U) << "a list may have empty elements (RFC 9110 5.6.1.2)";
  client.send("b");
  EXPECT_EQ(client.read().body, "b");

  client.send(head + "Content-Length: 5\r\n\r\nhello");  // did not wait
  EXPECT_EQ(client.read().body, "hello");
  client.send(head + "Content-Length: 0\r\n\r\n");
  EXPECT_EQ(client.read().status, 200U);
  client.send(
      "POST /a HTTP/1.0\r\nConnection: keep-alive\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
  client.send("x");
  EXPECT_EQ(client.read().body, "x");
  client.send(head + "Content-Length: 1048577\r\n\r\n");
  EXPECT_EQ(client.read().status, 413U);
  EXPECT_TRUE(client.is_closed());
}

}  // namespace
}  // namespace gatehouse::http::test
