// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
};

PlainText hi(State<Trace> trace) {
  trace->calls += "h";
  return PlainText{"hi"};
}
void refuse() { throw HttpError{409, "no"}; }
void break_down() { throw std::runtime_error("broken"); }
PlainText number(Query<"n", int> n) { return PlainText{std::to_string(*n)}; }
Response page() {
  Response response;
  response.content_type = "text/html";
  response.body = std::string(600, 'x');
  response.set("ETag", "\"1\"");
  response.set("Accept-Ranges", "bytes");
  return response;
}
PlainText small() { return PlainText{std::string(499, 'x')}; }
Response encoded() {
  Response response;
  response.body = std::string(600, 'x');
  response.set("Content-Encoding", "br");
  return response;
}
Response fixed() {
  static const std::string text(700, 'y');
  Response response;
  response.static_body = text;
  return response;
}

awaitable<> without_credentials(const Request& request, Response& response, Next next) {
  if (!request.find("X-Key")) {
    response.status = 401;
    response.body = "key?";
    co_return;
  }
  // Really suspends, on the way in and on the way out.
  auto executor = co_await boost::asio::this_coro::executor;
  co_await boost::asio::post(executor, use_awaitable);
  auto rest = next();
  co_await std::move(rest);
  co_await boost::asio::post(executor, use_awaitable);
}

class MiddlewareTest : public testing::Test {
 protected:
  MiddlewareTest() {
    app.share(trace).get<hi>("/hi").get<refuse>("/refuse").get<break_down>("/break").get<number>("/number");
  }
  /// Writes a letter on the way in and on the way out.
  Middleware letter(std::string_view in, std::string_view out) {
    return [this, in, out](const Request&, Response& response, Next next) -> awaitable<> {
      trace->calls += in;
      auto rest = next();
      co_await std::move(rest);
      trace->calls.append(out).append(std::to_string(response.status));
    };
  }
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST_F(MiddlewareTest, LastAddedIsOutermost) {
  app.use(letter("a", "A")).use(letter("b", "B"));
  EXPECT_EQ(TestClient{app}.get("/hi").body, "hi");
  EXPECT_EQ(trace->calls, "bahA200B200");
}

TEST_F(MiddlewareTest, SeesRefusalsAsAnswers) {
  app.use(letter("a", "A"));
  TestClient client{app};
  struct Case {
    std::string path;
    unsigned status;
    std::string body;
  };
  for (const auto& [path, status, body] :
       {Case{"/refuse", 409, R"({"detail":"no"})"}, Case{"/none", 404, R"({"detail":"Not Found"})"},
        Case{"/hi/", 307, ""},
        Case{"/number", 422,
             R"({"detail":[{"loc":["query","n"],"msg":"field required","type":"value_error.missing"}]})"}}) {
    trace->calls.clear();
    const auto response = client.get(path);
    EXPECT_EQ(response.status, status) << path;
    EXPECT_EQ(response.body, body) << path;
    EXPECT_EQ(trace->calls, "aA" + std::to_string(status)) << path;
  }
  const auto wrong_method = client.request("POST", "/hi");
  EXPECT_EQ(wrong_method.status, 405U);
  EXPECT_EQ(wrong_method.find("Allow"), "GET, HEAD");
  EXPECT_EQ(client.get("/docs").status, 200U);
}

TEST_F(MiddlewareTest, OtherExceptionsComeThrough) {
  app.use(letter("a", "A"));
  EXPECT_THROW(TestClient{app}.get("/break"), std::runtime_error);
  EXPECT_EQ(trace->calls, "a");
}

TEST_F(MiddlewareTest, MayAnswerItself) {
  app.use(without_credentials);
  TestClient client{app};
  EXPECT_EQ(client.get("/hi").status, 401U);
  EXPECT_EQ(trace->calls, "");
  EXPECT_EQ(client.get("/hi", {{"X-Key", "1"}}).body, "hi");
}

TEST_F(MiddlewareTest, MayRefuse) {
  app.use([](const Request&, Response&, Next) -> awaitable<> {
    throw HttpError{429, "later"};
    co_return;
  });
  EXPECT_EQ(TestClient{app}.get("/hi").body, R"({"detail":"later"})");
}

TEST(Timing, TellsMilliseconds) {
  App app;
  app.get<small>("/small").use(timing());
  const auto response = TestClient{app}.get("/small");
  EXPECT_TRUE(response.find("Server-Timing").value_or("").starts_with("app;dur="));
}

// Returns the decompressed bytes.
std::string gunzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(200'000, '\0');
  std::string in{bytes};
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Compression, ShrinksWhatIsWorthItForThoseWhoTakeIt) {
  App app;
  app.get<page>("/page")
      .get<small>("/small")
      .get<encoded>("/encoded")
      .get<fixed>("/fixed")
      .use(compression());
  TestClient client{app};
  const TestClient::Fields takes_gzip{{"Accept-Encoding", "deflate, gzip"}};
  const auto compressed = client.get("/page", takes_gzip);
  EXPECT_EQ(compressed.find("Content-Encoding"), "gzip");
  EXPECT_EQ(compressed.find("Vary"), "Accept-Encoding");
  EXPECT_EQ(compressed.find("ETag"), "W/\"1\"");
  EXPECT_FALSE(compressed.find("Accept-Ranges"));
  EXPECT_EQ(gunzip(compressed.body), std::string(600, 'x'));
  EXPECT_EQ(gunzip(client.get("/fixed", takes_gzip).body), std::string(700, 'y'));
  struct Case {
    std::string path;
    TestClient::Fields fields;
    std::string vary;
  };
  for (const auto& [path, fields, vary] :
       {Case{"/page", {}, "Accept-Encoding"},
        Case{"/page", {{"Accept-Encoding", "gzip;q=0"}}, "Accept-Encoding"},
        Case{"/small", takes_gzip, ""}}) {
    const auto plain = client.get(path, fields);
    EXPECT_FALSE(plain.find("Content-Encoding")) << path;
    EXPECT_EQ(plain.find("Vary").value_or(""), vary) << path;
    EXPECT_TRUE(plain.body.starts_with("xxx")) << path;
  }
  const auto other = client.get("/encoded", takes_gzip);
  EXPECT_EQ(other.find("Content-Encoding"), "br");
  EXPECT_EQ(other.body, std::string(600, 'x'));
}

TEST(TrustedHosts, RefusesOthers) {
  App app;
  app.get<small>("/small").use(trusted_hosts({"example.com", "*.Example.org", "[::1]"}));
  TestClient client{app};
  struct Case {
    std::string host;
    unsigned status;
  };
  for (const auto& [host, status] :
       {Case{"example.com", 200}, Case{"EXAMPLE.com:8000", 200}, Case{"a.b.example.org", 200},
        Case{"[::1]:8000", 200}, Case{"www.example.com", 400}, Case{"example.org", 400},
        Case{".example.org", 400}, Case{"evil-example.org", 400}, Case{"example.com.evil", 400},
        Case{"[::2]", 400}, Case{"", 400}, Case{"a.example.org:evil.com", 400},
        Case{"example.com:80:evil.com", 400}, Case{"[::1]evil.com", 400},
        Case{"example.com:80@evil.com", 400}}) {
    const auto response = client.get("/small", {{"Host", host}});
    EXPECT_EQ(response.status, status) << host;
    if (status == 400) {
      EXPECT_EQ(response.body, "Invalid host header") << host;
    }
  }
  EXPECT_EQ(client.get("/small").status, 400U);
  for (const char* wrong : {"*", "a.*", "*a.com", "*.", "*.*.com"}) {
    EXPECT_THROW((void)trusted_hosts({wrong}), std::invalid_argument) << wrong;
  }
  EXPECT_THROW((void)trusted_hosts({}), std::invalid_argument);
}

/// A source of several pieces.
class Pieces : public http::BodySource {
 public:
  explicit Pieces(std::vector<std::string> pieces) : pieces_(std::move(pieces)) {}
  awaitable<std::string_view> next() override {
    auto executor = co_await boost::asio::this_coro::executor;
    co_await boost::asio::post(executor, use_awaitable);
    if (at_ == pieces_.size()) co_return std::string_view{};
    co_return pieces_[at_++];
  }

 private:
  std::vector<std::string> pieces_;
  std::size_t at_ = 0;
};
const std::string long_piece(100'000, 'z');

Response stream() {
  Response response;
  response.source = std::make_unique<Pieces>(std::vector<std::string>{"first", long_piece});
  return response;
}

awaitable<> pull(http::BodySource& source, std::vector<std::string>& pieces) {
  for (;;) {
    auto pulling = source.next();
    const auto piece = co_await std::move(pulling);
    if (piece.empty()) co_return;
    pieces.emplace_back(piece);
  }
}

TEST(Compression, CompressesABodyWhileItIsMade) {
  // Without the test client, which has the whole body before it returns.
  App app;
  app.get<stream>("/stream").use(compression());
  ASSERT_TRUE(app.start());
  Request request;
  request.method = "GET";
  request.path = "/stream";
  request.fields = {{"Accept-Encoding", "gzip"}};
  Response response;
  std::vector<std::string> pieces;
  boost::asio::io_context context{1};
  boost::asio::co_spawn(
      context,
      [&]() -> awaitable<> {
        auto answering = app.handle(request, response);
        co_await std::move(answering);
        auto pulling = pull(*response.source, pieces);
        co_await std::move(pulling);
      },
      boost::asio::detached);
  context.run();
  EXPECT_EQ(response.find("Content-Encoding"), "gzip");
  EXPECT_FALSE(response.source->size());
  ASSERT_EQ(pieces.size(), 3U) << "two pieces and the end";
  EXPECT_LT(pieces[1].size(), 1000U);
  EXPECT_EQ(gunzip(pieces[0] + pieces[1] + pieces[2]), "first" + long_piece);
}

TEST(Compression, LeavesTheDocsPagesFilesAsTheyAre) {
  App app;
  app.use(compression());
  const auto response = TestClient{app}.get("/docs/swagger-ui-bundle.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(response.find("Content-Encoding"), "gzip");
  EXPECT_FALSE(response.static_body.empty());
}

}  // namespace
}  // namespace gatehouse::web
