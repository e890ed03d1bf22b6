// SPDX-License-Identifier: Apache-2.0
// What the log and the handler learn about requests that the server refuses itself.

#include <gmock/gmock.h>

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

using testing::HasSubstr;
using testing::Not;

ServerOptions strict_options() {
  auto options = test_options();
  options.limits.header_bytes = 1000;
  options.limits.body_bytes = 1000;
  options.limits.request_time = std::chrono::seconds{1};
  return options;
}

TEST(Refusals, AreLoggedWithTheirReason) {
  const struct {
    std::string request;
    unsigned status;
    std::string why;
  } cases[] = {
      {"nonsense\r\n\r\n", 400, "the request line has no known version of HTTP"},
      {"GET  / HTTP/1.1\r\n\r\n", 400, "the request line"},
      {"GET / HTTP/1.1\r\n\r\n", 400, "there is no Host field"},
      {"GET / HTTP/1.1\r\nHost: a:secret\r\n\r\n", 400, "the Host field is malformed"},
      {"GET / HTTP/1.1\r\nHost: x\r\nsecret\r\n\r\n", 400, "a field line is malformed"},
      {"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: secret\r\n\r\n", 400, "the transfer coding"},
      {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: secret\r\n\r\n", 400,
       "the Content-Length is not a number"},
      {"GET secret HTTP/1.1\r\nHost: x\r\n\r\n", 400, "the target is malformed"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n", 400,
       "a chunk is malformed"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", 413, "the body is too long"},
      {"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(1000, 's') + "\r\n\r\n", 431,
       "the header is too long"},
      {"GET / HTTP/1.1\r\nHost: x\r\n", 408, "it took too long to arrive"},
  };
  for (const auto& c : cases) {
    TestServer server{strict_options()};
    RawClient client{server.port()};
    client.send(c.request);
    const auto answer = client.read();
    EXPECT_EQ(answer.status, c.status) << c.request;
    const auto id = answer.field("X-Request-ID").value_or("none");
    const auto text = server.log().text();
    EXPECT_THAT(text, HasSubstr("a request was refused request_id=" + id +
                                " status=" + std::to_string(c.status) + " why=" + c.why));
    EXPECT_THAT(text, HasSubstr(" remote=127.0.0.1"));
    EXPECT_THAT(text, Not(HasSubstr("secret")));
  }
}

TEST(Refusals, OfAFloodAreCounted) {
  TestServer server;
  for (int i = 0; i < 200; ++i) EXPECT_EQ(statuses(converse(server.port(), "nonsense\r\n\r\n")), "400");
  EXPECT_TRUE(becomes_true(
      [&] { return server.log().text().find("more requests were refused count=") != std::string::npos; }));
  const auto text = server.log().text();
  std::size_t lines = 0;
  for (auto at = text.find("a request was refused"); at != std::string::npos; ++lines) {
    at = text.find("a request was refused", at + 1);
  }
  EXPECT_LT(lines, 200U);
}

TEST(Refusals, NameTheClientOfAProxy) {
  auto options = test_options();
  options.trusted_proxies = {"127.0.0.1"};
  TestServer server{options};
  const std::string forwarded = "X-Forwarded-For: 192.0.2.1\r\n";
  // The second request is refused before its fields are known, so the first request's peer must not be
  // named for it.
  const auto answers =
      converse(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n" + forwarded + "\r\nnonsense\r\n\r\n");
  EXPECT_EQ(statuses(answers), "200 400");
  EXPECT_THAT(server.log().text(), HasSubstr("remote=127.0.0.1"));
  EXPECT_EQ(statuses(converse(server.port(), "POST / HTTP/1.1\r\nHost: x\r\n" + forwarded +
                                                 "Content-Length: 9999999\r\n\r\n")),
            "413");
  EXPECT_THAT(server.log().text(), HasSubstr("remote=192.0.2.1"));
}

/// Records what it is told.
class NotingHandler final : public Handler {
 public:
  awaitable<> handle(const Request&, Response&) override { co_return; }
  void note_refusal(const Request& request, unsigned status) noexcept override {
    const std::lock_guard lock{mutex_};
    noted_ +=
        std::string{request.method} + " " + std::string{request.path} + " " + std::to_string(status) + "\n";
  }
  [[nodiscard]] std::string noted() {
    const std::lock_guard lock{mutex_};
    return noted_;
  }

 private:
  std::mutex mutex_;
  std::string noted_;
};

TEST(Refusals, AreToldToTheHandler) {
  NotingHandler handler;
  TestServer server{strict_options(), handler};
  EXPECT_EQ(statuses(converse(server.port(), "nonsense\r\n\r\n")), "400");
  EXPECT_EQ(
      statuses(converse(server.port(), "POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")),
      "413");
  EXPECT_EQ(handler.noted(), "  400\nPOST /a 413\n");
}

}  // namespace
}  // namespace gatehouse::http::test
