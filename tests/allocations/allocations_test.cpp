// SPDX-License-Identifier: Apache-2.0
// Counts the allocations of a request from socket to socket, as docs/library/cost.md lists them.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <thread>

#include "allocations/counted.h"
#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

inline constexpr OAuth2PasswordBearer bearer{"/login", "JWT"};

struct Caller {
  int number = 0;
};
struct Short {
  int number = 0;
  bool is_new = false;
};
BOOST_DESCRIBE_STRUCT(Short, (), (number, is_new))
struct Long {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Long, (), (text))

struct Callers {
  std::map<std::string, Caller, std::less<>> by_token{{"token-7", {7}}};
};

Caller get_caller(Depends<bearer> token, State<Callers> callers) {
  const auto found = callers->by_token.find(std::string_view{*token});
  if (found == callers->by_token.end()) throw BearerError{403, "Could not validate credentials"};
  return found->second;
}

Short get_me(Depends<get_caller> caller) { return {caller->number, true}; }
awaitable<Short> wait_for_me(Depends<get_caller> caller) { co_return Short{caller->number, true}; }
Short in_path(Path<"number", int> number) { return {*number, false}; }
Short in_query(Query<"number", Default<3>> number) { return {*number, false}; }
Short in_body(Json<Short> body) { return *body; }
void guard(const http::Request&) {}
awaitable<> pass(const http::Request&, http::Response&, Next next) {
  auto rest = next();
  co_await std::move(rest);
}
Long long_answer() { return {std::string(100, 'x')}; }

class Connection {
 public:
  explicit Connection(const std::string& address) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const auto colon = address.rfind(':');
    int port = 0;
    std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) std::abort();
  }
  ~Connection() { ::close(descriptor_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Sends a request and reads its answer, which is short enough to arrive in one piece. Allocates nothing.
  bool ask(std::string_view request) {
    if (::send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL) < 0) return false;
    const auto size = ::recv(descriptor_, answer_.data(), answer_.size(), 0);
    return size > 0 &&
           std::string_view{answer_.data(), static_cast<std::size_t>(size)}.starts_with("HTTP/1.1 200 ");
  }

 private:
  int descriptor_;
  std::array<char, 4096> answer_{};
};

struct Listed {
  std::string name;
  std::string request;
  double most;  ///< the largest number of allocations for each request
};

class Allocations : public testing::TestWithParam<Listed> {};

TEST_P(Allocations, AreNoMoreThanListed) {
  App app;
  app.get<get_me>("/me").get<wait_for_me>("/wait").get<in_path>("/path/{number}").get<in_query>("/query");
  app.post<in_body>("/body").get<long_answer>("/long").state<Callers>();
  // Guards and middleware of these routers are for their own operations: the others have no cost for them.
  Router<> inner;
  inner.get<get_me>("");
  Router<guard> guarded{{.prefix = "/behind_guards"}};
  guarded.include(inner);
  Router<> surrounded{{.prefix = "/in_middleware"}};
  surrounded.get<get_me>("").use(pass);
  app.include(guarded).include(surrounded);
  ASSERT_TRUE(app.start());
  http::ServerOptions options;
  options.listen = {"127.0.0.1:0"};
  options.threads = 1;
  options.stop_on_signals = false;
  http::Server server{options, app};
  ASSERT_TRUE(server.listen());
  std::thread serving{[&] { server.run(); }};

  constexpr int warm = 20;
  constexpr int counted = 200;
  bool is_answered = true;
  std::size_t before = 0;
  {
    Connection connection{server.addresses().front()};
    for (int i = 0; i < warm; ++i) is_answered = is_answered && connection.ask(GetParam().request);
    before = gatehouse::test::allocations.load();
    for (int i = 0; i < counted; ++i) is_answered = is_answered && connection.ask(GetParam().request);
  }
  const auto found = static_cast<double>(gatehouse::test::allocations.load() - before) / counted;
  server.stop();
  serving.join();
  EXPECT_TRUE(is_answered);
  // The worker's clock allocates too, once a second.
  EXPECT_LE(found, GetParam().most + 0.2);
  RecordProperty("allocations", std::to_string(found));
  std::printf("%s: %.2f\n", GetParam().name.c_str(), found);
}

std::string get(std::string_view target) {
  return "GET " + std::string{target} + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer token-7\r\n\r\n";
}

INSTANTIATE_TEST_SUITE_P(
    ARequest, Allocations,
    testing::Values(Listed{"guarded", get("/me"), 0}, Listed{"coroutine", get("/wait"), 0},
                    Listed{"behind_guards", get("/behind_guards"), 1},
                    Listed{"in_middleware", get("/in_middleware"), 0}, Listed{"path", get("/path/7"), 1},
                    Listed{"query", get("/query?number=7"), 1},
                    Listed{"body",
                           "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                           "Content-Length: 26\r\n\r\n{\"number\":7,\"is_new\":true}",
                           5},
                    Listed{"long", get("/long"), 1}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace gatehouse::web
