// SPDX-License-Identifier: Apache-2.0
// The fields of every answer over a real socket, including the server's own errors.
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "gatehouse/web.h"
#include "http/raw_client.h"

namespace gatehouse::web {
namespace {

using http::test::Answer;
using http::test::RawClient;

struct Note {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

inline constexpr HTTPBearer bearer{"token"};

Note echo(Json<Note> note) { return *note; }
std::string fail() { throw std::runtime_error{"a secret cause"}; }
std::int64_t take(RawBody body) { return static_cast<std::int64_t>(body->size()); }
awaitable<std::int64_t> stream(BodyStream body) {
  std::int64_t size = 0;
  while (auto piece = co_await body.next()) size += static_cast<std::int64_t>(piece->size());
  co_return size;
}
std::string mine(Depends<bearer> token) {
  if (*token != "good") throw HttpError{403, "No"};
  return "mine";
}
std::string open() { return "open"; }

/// The app on one thread, with bodies of at most 1,000 bytes.
class Served {
 public:
  explicit Served(bool has_cors) {
    app_.post<echo>("/echo").get<fail>("/fail").post<take>("/take").get<mine>("/mine").get<open>("/open");
    app_.post<stream>("/stream", {.max_body = 2000});
    Router<> routed{{.prefix = "/routed"}};
    routed.post<take>("/take").get<fail>("/fail").use(cors({.origins = {"https://a.example"}}));
    app_.include(routed);
    if (has_cors) app_.use(cors({.origins = {"https://a.example"}, .methods = {"*"}, .credentials = true}));
    if (const auto started = app_.start(); !started) throw std::runtime_error{started.error()};
    http::ServerOptions options;
    options.listen = {"127.0.0.1:0"};
    options.threads = 1;
    options.stop_on_signals = false;
    options.limits.body_bytes = 1000;
    server_ = std::make_unique<http::Server>(options, app_);
    if (const auto listening = server_->listen(); !listening) throw std::runtime_error{listening.error()};
    const auto address = server_->addresses().at(0);
    port_ = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
    thread_ = std::thread{[this] { server_->run(); }};
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    server_->stop();
    thread_.join();
  }

  [[nodiscard]] Answer send(const std::string& line, const std::string& fields = {},
                            const std::string& body = {}) const {
    RawClient client{port_};
    const auto length =
        body.empty() ? std::string{} : "Content-Length: " + std::to_string(body.size()) + "\r\n";
    client.send(line +
                " HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\nContent-Type: application/json\r\n" +
                fields + length + "\r\n" + body);
    return client.read();
  }

 private:
  App app_;
  std::unique_ptr<http::Server> server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

const std::string large(1500, 'x');

TEST(ErrorFields, CorsIsOnWhatTheServerAnswersToo) {
  const Served served{true};
  struct Case {
    std::string line;
    std::string body;
    unsigned status;
  };
  for (const auto& [line, body, status] :
       {Case{"GET /fail", "", 500}, Case{"POST /take", large, 413}, Case{"POST /stream", large + large, 413},
        Case{"POST /echo", large, 413}, Case{"POST /echo", "{", 422}, Case{"GET /none", "", 404},
        Case{"GET /take", "", 405}, Case{"GET /mine", "", 401}}) {
    const auto answer = served.send(line, {}, body);
    EXPECT_EQ(answer.status, status) << line;
    EXPECT_EQ(answer.field("Access-Control-Allow-Origin"), "https://a.example") << line;
    EXPECT_EQ(answer.field("Access-Control-Allow-Credentials"), "true") << line;
    EXPECT_EQ(answer.field("Vary"), "Origin") << line;
    EXPECT_EQ(answer.body.find("secret"), std::string::npos) << line;
  }
}

TEST(ErrorFields, CorsOfARouterIsOnWhatTheServerAnswersForIt) {
  const Served served{false};
  for (const auto& [path, status] : {std::pair{"POST /routed/take", 413U}, {"GET /routed/fail", 500U}}) {
    const auto answer = served.send(path, {}, status == 413 ? large : "");
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.field("Access-Control-Allow-Origin"), "https://a.example") << path;
  }
  EXPECT_EQ(served.send("POST /routed/take", {}, large).field("Cache-Control"), "no-store");
  EXPECT_EQ(served.send("POST /take", {}, large).field("Access-Control-Allow-Origin"), std::nullopt);
}

TEST(ErrorFields, ALargeBodyIsRefusedBeforeItIsSent) {
  for (const bool has_cors : {true, false}) {
    const Served served{has_cors};
    for (const auto* path : {"/take", "/echo"}) {
      const auto answer =
          served.send(std::string{"POST "} + path, "Expect: 100-continue\r\nContent-Length: 1001\r\n");
      EXPECT_EQ(answer.status, 413U) << path;
      EXPECT_EQ(answer.body, R"({"detail":"Content Too Large"})");
      EXPECT_EQ(answer.field("Connection"), "close");
    }
    EXPECT_EQ(served.send("POST /take", {}, std::string(1000, 'x')).body, "1000");
    EXPECT_EQ(served.send("POST /stream", {}, large).body, "1500");
    EXPECT_EQ(served.send("POST /none", {}, large).status, 404U);
  }
}

TEST(ErrorFields, NoBrowserGuessesATypeOfAnyAnswer) {
  const Served served{false};
  for (const auto* line : {"GET /open", "GET /none", "GET /fail", "GET /docs", "BAD"}) {
    EXPECT_EQ(served.send(line).field("X-Content-Type-Options"), "nosniff") << line;
  }
  EXPECT_EQ(served.send("POST /take", {}, large).field("X-Content-Type-Options"), "nosniff");
}

TEST(ErrorFields, NoCacheKeepsPersonalAnswers) {
  const Served served{false};
  const auto cached = [&](const std::string& line, const std::string& fields = {},
                          const std::string& body = {}) {
    return served.send(line, fields, body).field("Cache-Control").value_or("");
  };
  EXPECT_EQ(cached("GET /mine", "Authorization: Bearer good\r\n"), "no-store");
  EXPECT_EQ(cached("GET /mine", "Authorization: Bearer bad\r\n"), "no-store");
  EXPECT_EQ(cached("GET /mine"), "no-store");
  EXPECT_EQ(cached("POST /echo", {}, R"({"text":"a"})"), "no-store");
  EXPECT_EQ(cached("POST /echo", {}, "{"), "no-store");
  EXPECT_EQ(cached("POST /take", {}, large), "no-store");
  EXPECT_EQ(cached("GET /open"), "");
  EXPECT_EQ(cached("GET /none"), "");
}

}  // namespace
}  // namespace gatehouse::web
