// SPDX-License-Identifier: Apache-2.0
// The answers do not depend on how a stream of requests is cut into packets.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <thread>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

const std::string chunked_body = "5;a=\"b c\"\r\nhello\r\n00A\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n";

const std::string streams[] = {
    "GET /a HTTP/1.1\r\nHost: x\r\n\r\n\r\nGET /b?c HTTP/1.1\r\nHost: y\r\nX-A: \t b \r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nhello\r\n\r\n!!GET /b HTTP/1.0\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked_body +
        "HEAD /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET /d "
        "HTTP/1.1\r\n",
    "PUT http://h:1/a?b HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(6000, 'l') +
        "\r\nContent-Length: 9000\r\n\r\n" + std::string(9000, 'b') + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nHost: y\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhello",
    "GET /a HTTP/1.1\r\nHost: x\r\nX-Fold: a\r\n b\r\n\r\n",
    "GET /a HTTP/1.1\r\nHost: x\r\nX-Fold:\r\n b\r\n\r\n",
    "GET /a HTTP/1.1\r\nHost: x\r\nX-Nul: a" + std::string(1, '\0') + "b\r\n\r\n",
    "GET /a HTTP/1.1\r\nHost: x\nX: y\r\n\r\n",
    "GET /a HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(20000, 'l') + "\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
};

/// Removes what differs from run to run.
std::string without_ids(std::string text) {
  for (const std::string name : {"Date: ", "X-Request-ID: ", "X-Id: "}) {
    for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;)
      text.erase(at, text.find("\r\n", at) + 2 - at);
  }
  return text;
}

std::string answers_to(std::uint16_t port, const std::string& stream, std::mt19937& random,
                       std::size_t longest) {
  RawClient client{port};
  for (std::size_t at = 0; at < stream.size();) {
    const auto size = std::min(stream.size() - at, 1 + random() % longest);
    client.send(std::string_view{stream}.substr(at, size));
    at += size;
    if (random() % 4 == 0) std::this_thread::sleep_for(std::chrono::microseconds{50});  // separates packets
  }
  client.finish();
  return without_ids(client.read_all());
}

TEST(Splitting, ChangesNoAnswer) {
  TestServer server;
  std::mt19937 random{20240817};
  for (const auto& stream : streams) {
    const auto whole = answers_to(server.port(), stream, random, stream.size() + 1'000'000);
    EXPECT_NE(whole, "") << stream;
    for (const std::size_t longest : {1UL, 2UL, 7UL, 60UL, 3000UL}) {
      for (int round = 0; round < 3; ++round) {
        if (longest < 7 && stream.size() > 2000) continue;
        ASSERT_EQ(answers_to(server.port(), stream, random, longest), whole) << stream.substr(0, 400);
      }
    }
  }
}

TEST(Splitting, AnswersEachStreamAsExpected) {
  const struct {
    std::size_t stream;
    const char* starts;
  } cases[] = {{0, "200 200"}, {1, "200 200"}, {4, "200 400"}, {5, "400"},  {6, "400"},
               {7, "400"},     {8, "400"},     {9, "400"},     {10, "400"}, {11, "400"},
               {12, "431"},    {13, "400"},    {3, "200 200"}};
  TestServer server;
  for (const auto& c : cases)
    EXPECT_EQ(statuses(converse(server.port(), streams[c.stream])), c.starts) << c.stream;
}

}  // namespace
}  // namespace gatehouse::http::test
