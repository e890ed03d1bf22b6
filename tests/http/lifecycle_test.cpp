// SPDX-License-Identifier: Apache-2.0
// Listening, running and stopping.

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <future>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

using testing::HasSubstr;

ServerOptions listening_on(std::vector<std::string> addresses, unsigned threads = 1) {
  auto options = test_options();
  options.listen = std::move(addresses);
  options.threads = threads;
  return options;
}

std::string listen_error(ServerOptions options) {
  TestHandler handler;
  Server server{std::move(options), handler};
  const auto outcome = server.listen();
  return outcome ? "" : outcome.error();
}

TEST(Listening, SaysInOneLineWhatIsWrong) {
  EXPECT_THAT(listen_error(listening_on({"nonsense"})),
              HasSubstr("cannot listen on nonsense: not HOST:PORT"));
  EXPECT_THAT(listen_error(listening_on({"192.0.2.1:0"})),
              HasSubstr("192.0.2.1:0: not an address of this machine"));
  EXPECT_EQ(listen_error(listening_on({"127.0.0.1:0", "[::1]:0"})), "");
}

TEST(Listening, RefusesAPortThatIsTaken) {
  TestServer other;  // its threads share its port, but other servers must not
  const auto address = other.server().addresses().at(0);
  EXPECT_EQ(listen_error(listening_on({address})),
            "cannot listen on " + address + ": already in use by another program");
}

TEST(Listening, TakesAPortAgainRightAfterItsServerStopped) {
  std::string address;
  {
    TestServer server;
    address = server.server().addresses().at(0);
    EXPECT_EQ(statuses(converse(server.port(), "GET / HTTP/1.0\r\n\r\n")), "200");
  }
  EXPECT_EQ(listen_error(listening_on({address})), "");
}

TEST(Listening, UsesOnePortOnAllThreads) {
  TestServer server{listening_on({"127.0.0.1:0", "[::1]:0"}, 4)};
  EXPECT_EQ(server.server().contexts().size(), 4U);
  ASSERT_EQ(server.server().addresses().size(), 2U);
  EXPECT_THAT(server.server().addresses()[1], testing::StartsWith("[::1]:"));
  for (int i = 0; i < 1000 && server.handler().workers().size() < 4; ++i) {
    RawClient client{server.port(i % 2 == 0 ? 0 : 1), i % 2 != 0};
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    ASSERT_EQ(client.read().field("X-Remote"), i % 2 == 0 ? "127.0.0.1" : "::1");
  }
  EXPECT_EQ(server.handler().workers(), (std::set<unsigned>{0, 1, 2, 3}));
}

TEST(Listening, OnAllIpv6AddressesLeavesIpv4Free) {
  TestServer v6{listening_on({"[::]:0"})};
  EXPECT_THROW(RawClient{v6.port()}, ClientError);
  TestServer v4{listening_on({"0.0.0.0:" + std::to_string(v6.port())})};
  RawClient by_v4{v6.port()};
  by_v4.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(by_v4.read().field("X-Remote"), "127.0.0.1");
  RawClient by_v6{v6.port(), true};
  by_v6.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(by_v6.read().field("X-Remote"), "::1");
}

TEST(Stopping, ReturnsAtOnceWhenNothingRuns) {
  for (const unsigned threads : {1U, 3U}) {
    TestServer server{listening_on({"127.0.0.1:0"}, threads)};
    RawClient idle{server.port()};
    RawClient used{server.port()};
    used.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(used.read().status, 200U);
    server.stop();
    EXPECT_TRUE(idle.is_closed());
    EXPECT_TRUE(used.is_closed());
  }
}

TEST(Stopping, MayComeBeforeRunning) {
  TestHandler handler;
  Server server{listening_on({"127.0.0.1:0"}, 2), handler};
  ASSERT_TRUE(server.listen());
  server.stop();
  server.run();
}

TEST(Leaving, IsToldToWhoAsks) {
  TestServer server;
  RawClient half{server.port()};
  half.send("GET /gone HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
  half.finish();
  EXPECT_EQ(statuses(half.read_answers()), "200 200");
  {
    RawClient leaves{server.port()};
    leaves.send("GET /gone HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  server.handler().await_gone(2);
}

/// Blocks its server's thread at /hold until it is released.
class HoldingHandler final : public Handler {
 public:
  awaitable<> handle(const Request& request, Response&) override {
    if (request.path == "/hold") {
      holding.set_value();
      go_on.get_future().wait();
    }
    co_return;
  }
  std::promise<void> holding;
  std::promise<void> go_on;
};

// Meanwhile the data of all other connections arrives at once, as seen by the server.
TEST(Leaving, IsSeenBehindTheLastBytes) {
  constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  HoldingHandler handler;
  auto options = test_options();
  options.limits.idle_time = options.limits.request_time = std::chrono::hours{1};
  TestServer server{options, handler};
  RawClient whole{server.port()};
  RawClient part{server.port()};
  RawClient last{server.port()};
  for (auto* client : {&whole, &part, &last}) {
    client->send(get);
    ASSERT_EQ(client->read().status, 200U);
  }
  RawClient holds{server.port()};
  holds.send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  handler.holding.get_future().wait();
  whole.send(get);
  part.send(get.substr(0, 20));
  last.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nrest");
  for (auto* client : {&whole, &part, &last}) client->finish();
  handler.go_on.set_value();
  EXPECT_EQ(statuses(whole.read_answers()), "200");
  EXPECT_EQ(statuses(part.read_answers()), "400");
  EXPECT_EQ(statuses(last.read_answers()), "200");
  EXPECT_EQ(holds.read().status, 200U);
}

TEST(Stopping, LetsRequestsFinish) {
  TestServer server;
  RawClient client{server.port()};
  client.send("POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  server.handler().await_waiting(1);
  RawClient idle{server.port()};
  idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(idle.read().status, 200U);
  server.server().stop();
  EXPECT_TRUE(idle.is_closed());  // so it is stopping, and no longer listens
  EXPECT_THROW(RawClient{server.port()}, ClientError);
  server.handler().release();
  const auto answer = client.read();
  EXPECT_EQ(answer.body, "hi");
  EXPECT_EQ(answer.field("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  server.stop();
}

TEST(Stopping, ServesWhoHadConnected) {
  TestHandler handler;
  Server server{listening_on({"127.0.0.1:0"}, 2), handler};
  ASSERT_TRUE(server.listen());
  std::vector<RawClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back(port_of(server));
    clients.back().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  server.stop();
  server.run();
  for (auto& client : clients) {
    const auto answer = client.read();
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.field("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
  }
}

TEST(Stopping, EndsWhatTakesTooLong) {
  auto options = test_options();
  options.limits.stop_time = std::chrono::seconds{1};
  TestServer server{options};
  RawClient waiting{server.port()};
  waiting.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  RawClient slow{server.port()};
  slow.send("GET / HTTP/1.1\r\n");
  server.handler().await_waiting(1);
  server.stop();
  EXPECT_TRUE(waiting.is_closed());
  EXPECT_THAT(server.log().text(), HasSubstr("closed connections that did not finish in time"));
}

TEST(Stopping, GivesHalfSentRequestsAShortTime) {
  auto options = test_options();
  options.limits.stop_time = std::chrono::hours{1};
  options.limits.request_time = std::chrono::hours{1};
  TestServer server{options};
  std::vector<RawClient> clients;
  for (const auto* start :
       {"G", "GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel"}) {
    clients.emplace_back(server.port()).send(start);
  }
  RawClient last{server.port()};
  last.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(last.read().status, 200U);  // so the others have been read
  server.stop();
  for (auto& client : clients) EXPECT_EQ(client.read().status, 408U);
}

TEST(Stopping, ClosesMoreIdleConnectionsThanARingHasPlaces) {
  // Waking them fills the ring's queue just when the wish to stop has woken the worker.
  for (int round = 0; round < 3; ++round) {
    TestServer server;
    std::vector<RawClient> idle;
    for (int i = 0; i < 600; ++i) idle.emplace_back(server.port());
    idle.back().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(idle.back().read().status, 200U) << "all before it are accepted";
    server.stop();
    for (auto& client : idle) EXPECT_TRUE(client.is_closed());
  }
}

TEST(Stopping, IsAtOnceAtASecondSignal) {
  auto options = test_options();
  options.stop_on_signals = true;
  options.threads = 8;  // most of them have no connection, and end at the first signal
  options.limits.stop_time = std::chrono::hours{1};
  TestHandler handler;
  {
    Server server{options, handler};
    ASSERT_TRUE(server.listen());
    std::thread thread{[&] { server.run(); }};
    std::vector<RawClient> waiting;
    for (int i = 0; i < 2; ++i) {
      waiting.emplace_back(port_of(server)).send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    handler.await_waiting(2);
    RawClient idle{port_of(server)};
    idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(idle.read().status, 200U);
    ::kill(::getpid(), SIGTERM);
    EXPECT_TRUE(idle.is_closed());  // it is stopping
    ::kill(::getpid(), SIGTERM);
    for (auto& client : waiting) EXPECT_TRUE(client.is_closed());
    thread.join();
    handler.release();
  }
}

TEST(Stopping, FollowsASignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    auto options = test_options();
    options.stop_on_signals = true;
    TestHandler handler;
    Server server{options, handler};
    ASSERT_TRUE(server.listen());
    boost::asio::post(*server.contexts().front(), [signal] { ::kill(::getpid(), signal); });
    server.run();
  }
}

TEST(Stopping, FollowsASignalThatComesBetweenListeningAndRunning) {
  auto options = test_options();
  options.stop_on_signals = true;
  options.threads = 2;
  TestHandler handler;
  Server server{options, handler};
  ASSERT_TRUE(server.listen());
  ::kill(::getpid(), SIGTERM);
  server.run();
}

/// During its lifetime the process cannot open any descriptor.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::socket(AF_INET, SOCK_STREAM, 0);
    ::close(next);
    rlimit none = before_;
    none.rlim_cur = static_cast<rlim_t>(next);
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

TEST(Accepting, OutlivesALackOfDescriptors) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizers themselves need descriptors, and report nonsense without";
#endif
  TestHandler handler;
  auto log = std::make_shared<MemoryLog>();
  auto options = test_options();
  options.log = log;
  Server server{options, handler};
  ASSERT_TRUE(server.listen());
  RawClient first{port_of(server)};
  RawClient second{port_of(server)};
  first.send("GET / HTTP/1.0\r\n\r\n");
  second.send("GET / HTTP/1.0\r\n\r\n");
  std::thread thread;
  {
    const NoDescriptors none;
    thread = std::thread{[&] { server.run(); }};
    while (log->text().find("cannot accept") == std::string::npos) std::this_thread::yield();
  }
  EXPECT_EQ(first.read().status, 200U);
  EXPECT_EQ(second.read().status, 200U);
  server.stop();
  thread.join();
  const auto text = log->text();
  EXPECT_EQ(text.find("cannot accept"), text.rfind("cannot accept"));
}

}  // namespace
}  // namespace gatehouse::http::test
