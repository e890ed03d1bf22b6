// SPDX-License-Identifier: Apache-2.0
// Malformed uploads of every kind, over real sockets. Each is refused with 4xx, and nothing is left behind.

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json/parse.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/web.h"
#include "http/raw_client.h"

namespace gatehouse::web {
namespace {

using namespace std::chrono_literals;
using http::test::ClientError;
using http::test::RawClient;

std::atomic<int> opened = 0;
std::atomic<int> closed = 0;
std::atomic<int> destroyed = 0;

/// Counts what a request takes and gives back.
struct Lease : Resource {
  Lease() { ++opened; }
  Lease(Lease&& other) noexcept : is_own(std::exchange(other.is_own, false)) {}
  Lease& operator=(Lease&&) = delete;
  ~Lease() {
    if (is_own) ++destroyed;
  }
  awaitable<> close(std::exception_ptr) const {
    ++closed;
    co_return;
  }
  bool is_own = true;
};
awaitable<Lease> lease() { co_return Lease{}; }

struct Form1 {
  UploadFile file;
  std::optional<std::string> text;
};
BOOST_DESCRIBE_STRUCT(Form1, (), (file, text))

awaitable<std::int64_t> take(Depends<lease>, Form<Form1> form) {
  auto content = co_await form->file.read();
  co_return static_cast<std::int64_t>(content.size());
}
awaitable<std::int64_t> stream(Depends<lease>, BodyStream body) {
  std::int64_t size = 0;
  while (auto piece = co_await body.next()) size += static_cast<std::int64_t>(piece->size());
  co_return size;
}
StreamAnswer endless(Depends<lease>) {
  return StreamAnswer{[](StreamWriter out) -> awaitable<> {
    for (;;) co_await out.write(std::string(10'000, 'x'));
  }};
}

/// The app, served by eight threads. Temporary files go to a folder of its own.
struct Served {
  Served() {
    std::string text = (std::filesystem::temp_directory_path() / "gatehouse-uploads-XXXXXX").string();
    folder = ::mkdtemp(text.data());
    ::setenv("TMPDIR", folder.c_str(), 1);
    opened = closed = destroyed = 0;
    app.post<take>("/take", {.max_body = 50'000'000}).post<stream>("/stream").get<endless>("/endless");
    if (const auto started = app.start(); !started) throw std::runtime_error{started.error()};
    http::ServerOptions options;
    options.listen = {"127.0.0.1:0"};
    options.threads = 8;
    options.stop_on_signals = false;
    options.limits.stop_time = 5s;
    server = std::make_unique<http::Server>(options, app);
    if (const auto listening = server->listen(); !listening) throw std::runtime_error{listening.error()};
    const auto address = server->addresses().at(0);
    port = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
    thread = std::thread{[this] { server->run(); }};
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served() {
    server->stop();
    thread.join();
    EXPECT_EQ(opened, closed);
    EXPECT_EQ(opened, destroyed);
    EXPECT_TRUE(std::filesystem::is_empty(folder));
    ::unsetenv("TMPDIR");
    std::filesystem::remove_all(folder);
  }

  /// Returns the status, or 0 when the connection ended without an answer.
  unsigned send(const std::string& request) const {
    RawClient client{port};
    client.send(request);
    client.finish();
    try {
      auto answer = client.read();
      return answer.status == 100 ? client.read().status : answer.status;
    } catch (const ClientError&) {
      return 0;
    }
  }

  std::string folder;
  App app;
  std::unique_ptr<http::Server> server;
  std::uint16_t port = 0;
  std::thread thread;
};

std::string post(const std::string& body, const std::string& type = "multipart/form-data; boundary=XX",
                 const std::string& path = "/take") {
  return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
std::string chunked(const std::string& body, std::size_t size) {
  std::string out =
      "POST /take HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  static constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t at = 0; at < body.size(); at += size) {
    const auto piece = body.substr(at, size);
    std::string hex;
    for (auto rest = piece.size(); rest > 0; rest /= 16) hex.insert(hex.begin(), digits[rest % 16]);
    out += hex + "\r\n" + piece + "\r\n";
  }
  return out + "0\r\n\r\n";
}
std::string part(const std::string& head, const std::string& content) {
  return "--XX\r\n" + head + "\r\n\r\n" + content + "\r\n";
}
const std::string file_head = R"(Content-Disposition: form-data; name="file"; filename="f")";
const std::string end = "--XX--\r\n";

TEST(UploadAttacks, MalformedBodiesAreRefused) {
  const Served served;
  const std::string big(600'000, 'x');
  const auto good = part(file_head, big);
  std::string many;
  for (int i = 0; i < 5000; ++i) many += part(R"(Content-Disposition: form-data; name="a")", "x");
  std::string bare_lines = good + end;
  std::erase(bare_lines, '\r');
  const std::vector<std::string> bodies = {
      "",
      "\r\n",
      "--XX",
      "--XX--",
      good,                                      // without an end
      good + "--XX",                             // cut in the last boundary
      good + "--XX-",                            //
      good.substr(0, 300'000),                   // cut in the file
      part(file_head, "") + good.substr(0, 50),  // cut in a head
      good + "--YY--\r\n",                       // another boundary
      bare_lines,                                // bare line feeds
      many + end,                                // thousands of parts
      part("X: " + std::string(100'000, 'h'), "x") + end,
      part(file_head + "\r\nX: " + std::string(9'000, 'h'), "x") + end,
      "--XX\r\n" + file_head + big,  // a head without end
      good + "--XX\r\n\r\nno head\r\n" + end,
      part(R"(Content-Disposition: form-data; filename="f")", big) + end,
      part(R"(Content-Disposition: attachment; name="file"; filename="f")", big) + end,
      part("Content-Type: text/plain", big) + end,
      part(file_head + "\r\n" + file_head, big) + end,
      part("no colon", big) + end,
      "--XX\r\n" + file_head + "\r\n\r\n--XX--\r\n",  // the boundary on the empty line
      "--XX" + std::string(1000, ' ') + "\r\n" + file_head + "\r\n\r\nx\r\n" + end,
      "--XX junk\r\n" + file_head + "\r\n\r\nx\r\n" + end,
      std::string(400'000, '\0'),
  };
  for (const auto& body : bodies) {
    for (const auto& request : {post(body), chunked(body, 4096), chunked(body, 1'000'000)}) {
      const auto status = served.send(request);
      EXPECT_TRUE(status == 400 || status == 422) << status << " " << body.substr(0, 200);
    }
    EXPECT_TRUE(std::filesystem::is_empty(served.folder));
  }
  for (const auto* type :
       {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"",
        "multipart/form-data; boundary=YY", "multipart/form-data; boundary=XX; boundary=YY",
        "multipart/mixed", "text/plain", "application/x-www-form-urlencoded"}) {
    const auto status = served.send(post(good + end, type));
    const bool is_first = std::string_view{type}.find("=XX;") != std::string_view::npos;
    EXPECT_TRUE(is_first ? status == 200 : status == 400 || status == 413 || status == 422) << type << status;
  }
  EXPECT_EQ(served.send(post(good + end)), 200U);
  EXPECT_EQ(served.send(chunked(good + end, 1000)), 200U);
  EXPECT_EQ(served.send(chunked(part(file_head, "abc") + end, 1)), 200U);
}

TEST(UploadAttacks, BrokenChunksAreRefused) {
  const Served served;
  const auto whole = chunked(part(file_head, std::string(400'000, 'x')) + end, 4096);
  for (const std::size_t cut : {200UL, 5'000UL, 300'000UL}) {
    EXPECT_EQ(served.send(whole.substr(0, cut)), 400U) << cut;
    auto damaged = whole;
    damaged.replace(damaged.find("\r\n", cut), 2, "zz");
    const auto status = served.send(damaged);
    EXPECT_TRUE(status == 400 || status == 200) << cut << " " << status;
  }
}

TEST(UploadAttacks, TextsOfTheCorporaNeverFailTheServer) {
  const Served served;
  const auto read = [](const char* path) {
    std::ifstream in{path};
    return boost::json::parse(std::string{std::istreambuf_iterator<char>{in}, {}}).as_array();
  };
  for (const auto& each : read(GATEHOUSE_TEST_DATA "/naughty_strings/blns.json")) {
    const std::string text{each.as_string()};
    for (const auto& body :
         {part(R"(Content-Disposition: form-data; name="file"; filename=")" + text + '"', text) + end,
          part(R"(Content-Disposition: form-data; name=")" + text + '"', text) + end,
          part(file_head, text) + part(R"(Content-Disposition: form-data; name="text")", text) + end,
          part(file_head + "\r\nContent-Type: " + text, text) + end, text}) {
      const auto status = served.send(post(body));
      EXPECT_TRUE(status >= 200 && status < 500) << status << " " << text;
    }
    const auto status = served.send(post("text=" + text, "application/x-www-form-urlencoded"));
    EXPECT_EQ(status, 422U) << text;
  }
  for (const auto& each : read(GATEHOUSE_TEST_DATA "/urlencoded/urlencoded-parser-data.json")) {
    const std::string text{each.at("input").as_string()};
    EXPECT_EQ(served.send(post(text, "application/x-www-form-urlencoded")), 422U) << text;
  }
}

TEST(UploadAttacks, ClientsThatVanishLeaveNothing) {
  const Served served;
  const auto body = part(file_head, std::string(2'000'000, 'x')) + end;
  std::vector<std::thread> clients;
  for (int c = 0; c < 4; ++c) {
    clients.emplace_back([&, c] {
      for (std::size_t i = 0; i < 40; ++i) {
        RawClient client{served.port};
        switch ((i + static_cast<std::size_t>(c)) % 4) {
          case 0:  // in the request
            client.send(post(body).substr(0, 100 + i * 40'000));
            break;
          case 1:
            client.send(post(body, "x/y", "/stream").substr(0, 100 + i * 1'000));
            break;
          case 2:  // in the answer
            client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
            break;
          default:
            client.send(post(body));
        }
        if (i % 3 == 0) std::this_thread::sleep_for(1ms);
        if (i % 5 != 0) client.vanish();
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(served.send(post(body)), 200U);
}

}  // namespace
}  // namespace gatehouse::web
