// SPDX-License-Identifier: Apache-2.0
// Limits on connections: in total, for one address, and by descriptors.

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gatehouse/http/descriptors.h"
#include "http/raw_client.h"
#include "http/sockets/address_key.h"
#include "http/test_server.h"
#include "http/thread_limits.h"

namespace gatehouse::http::test {
namespace {

unsigned ask(RawClient& client) {
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  return client.read().status;
}

AddressKey key_of(const char* text) {
  sockaddr_storage peer{};
  if (auto& v6 = reinterpret_cast<sockaddr_in6&>(peer); ::inet_pton(AF_INET6, text, &v6.sin6_addr) == 1) {
    peer.ss_family = AF_INET6;
  } else {
    peer.ss_family = AF_INET;
    ::inet_pton(AF_INET, text, &reinterpret_cast<sockaddr_in&>(peer).sin_addr);
  }
  return make_address_key(peer);
}

TEST(AddressKey, CountsIpv6ByNetwork) {
  EXPECT_EQ(key_of("2001:db8:1:2::1"), key_of("2001:db8:1:2:ffff::9"));
  EXPECT_FALSE(key_of("2001:db8:1:2::1") == key_of("2001:db8:1:3::1"));
  EXPECT_EQ(key_of("::ffff:192.0.2.1"), key_of("192.0.2.1"));
  EXPECT_FALSE(key_of("192.0.2.1") == key_of("192.0.2.2"));
}

TEST(ThreadLimits, AreDerivedFromTheDescriptors) {
  const auto at_1024 = limits_of_thread({}, 2, 1024);
  EXPECT_GT(at_1024.connections * 2, 700U);
  EXPECT_LT(at_1024.connections * 2, 900U);
  EXPECT_LT(at_1024.connections_per_address, at_1024.connections * 2 / 3);
  EXPECT_EQ(limits_of_thread({}, 4, 1'000'000).connections, 5000U);
  EXPECT_EQ(limits_of_thread({}, 4, 20).connections, 4U);
  Limits set;
  set.connections = 7;
  set.connections_per_address = 3;
  EXPECT_EQ(limits_of_thread(set, 2, 1024).connections, 4U);
  EXPECT_EQ(limits_of_thread(set, 2, 1024).connections_per_address, 3U);
}

TEST(Admission, OfAnAddressEndsItsLongestIdleConnection) {
  for (const unsigned threads : {1U, 3U}) {
    auto options = test_options();
    options.threads = threads;
    options.limits.connections_per_address = 3;
    TestServer server{options};
    RawClient other{server.port(), "127.0.0.2"};  // idle for longer than all others
    EXPECT_EQ(ask(other), 200U);
    RawClient first{server.port()};
    EXPECT_EQ(ask(first), 200U);
    RawClient second{server.port()};
    RawClient third{server.port()};
    EXPECT_EQ(ask(second), 200U);
    EXPECT_EQ(ask(third), 200U);
    RawClient fourth{server.port()};
    EXPECT_EQ(ask(fourth), 200U);
    if (threads == 1) {
      EXPECT_TRUE(first.is_closed());
      EXPECT_EQ(ask(second), 200U);
    }
    EXPECT_EQ(ask(other), 200U);
    // Every connection is served, however many there are, but only three stay open.
    for (int i = 0; i < 50; ++i) {
      RawClient next{server.port()};
      EXPECT_EQ(ask(next), 200U);
    }
  }
}

TEST(Admission, OfAnAddressCountsOnAllThreads) {
  auto options = test_options();
  options.threads = 4;
  options.limits.connections_per_address = 8;
  TestServer server{options};
  std::vector<RawClient> clients;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(ask(clients.emplace_back(server.port())), 200U);
  const auto is_open = [](RawClient& client) {
    try {
      return ask(client) == 200U;
    } catch (const ClientError&) {
      return false;
    }
  };
  EXPECT_TRUE(becomes_true([&] {
    std::size_t open = 0;
    for (auto& client : clients) open += is_open(client) ? 1 : 0;
    return open <= 8;
  }));
}

TEST(Admission, OfAnAddressRefusesTheNewOneWhenAllAreServed) {
  auto options = test_options();
  options.limits.connections_per_address = 2;
  TestServer server{options};
  RawClient one{server.port()};
  RawClient two{server.port()};
  one.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  two.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  server.handler().await_waiting(2);
  RawClient third{server.port()};
  EXPECT_TRUE(third.is_closed());
  RawClient other{server.port(), "127.0.0.2"};
  EXPECT_EQ(ask(other), 200U);
  server.handler().release();
  EXPECT_EQ(one.read().status, 200U);
  EXPECT_EQ(two.read().status, 200U);
}

TEST(Admission, OfAnAddressEndsWhatWasHalfSentForSeconds) {
  auto options = test_options();
  options.limits.connections_per_address = 2;
  TestServer server{options};
  RawClient one{server.port()};
  RawClient two{server.port()};
  one.send("GET / HTTP/1.1\r\n");
  two.send("GET / HTTP/1.1\r\n");
  EXPECT_TRUE(becomes_true([&] {
    RawClient third{server.port()};
    try {
      return ask(third) == 200U;
    } catch (const ClientError&) {
      return false;
    }
  }));
}

TEST(Admission, EndsSlowRequestsBeforeTheNewestIdleConnection) {
  auto options = test_options();
  options.limits.connections = 6;
  TestServer server{options};
  std::vector<RawClient> slow;
  for (int i = 0; i < 6; ++i) slow.emplace_back(server.port()).send("GET / HTTP/1.1\r\n");
  std::this_thread::sleep_for(std::chrono::seconds{4});
  RawClient client{server.port(), "127.0.0.2"};  // has sent nothing when the next one arrives
  RawClient other{server.port()};
  EXPECT_EQ(ask(other), 200U);
  EXPECT_EQ(ask(client), 200U);
}

TEST(Admission, ExemptsTrustedProxies) {
  auto options = test_options();
  options.limits.connections_per_address = 1;
  options.trusted_proxies = {"127.0.0.1"};
  TestServer server{options};
  RawClient one{server.port()};
  RawClient two{server.port()};
  EXPECT_EQ(ask(one), 200U);
  EXPECT_EQ(ask(two), 200U);
  EXPECT_EQ(ask(one), 200U);
}

TEST(Admission, SilentConnectionsDoNotTakeTheLastDescriptor) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizers themselves need descriptors";
#endif
  // The limit of connections is higher than the number of descriptors, so that accept fails.
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  auto options = test_options();
  options.limits.connections = 10'000;
  options.limits.connections_per_address = 10'000;
  TestServer server{options};
  std::vector<RawClient> silent;
  for (int i = 0; i < 20; ++i) silent.emplace_back(server.port());
  EXPECT_EQ(ask(silent.back()), 200U);  // so all have been accepted
  RawClient client{server.port(), "127.0.0.2"};
  EXPECT_EQ(ask(client), 200U);
  std::vector<RawClient> waiting;
  for (int i = 0; i < 3; ++i) waiting.emplace_back(server.port());
  for (auto& one : waiting) EXPECT_EQ(ask(one), 200U);
  {
    // The server has no descriptor for a connection; the client's sockets in this process exist already.
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const int next = ::dup(socket);
    ::close(next);
    rlimit none = before;
    none.rlim_cur = static_cast<rlim_t>(next);
    ::setrlimit(RLIMIT_NOFILE, &none);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const std::string request = "GET / HTTP/1.0\r\n\r\n";
    EXPECT_EQ(::send(socket, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
    const timeval patience{20, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    char first = 0;
    EXPECT_EQ(::recv(socket, &first, 1, 0), 1);
    EXPECT_EQ(first, 'H');
    ::close(socket);
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_TRUE(silent.front().is_closed());
}

TEST(Descriptors, AreRaisedToTheHardLimit) {
  rlimit before{};
  ::getrlimit(RLIMIT_NOFILE, &before);
  rlimit low = before;
  low.rlim_cur = 100;
  ::setrlimit(RLIMIT_NOFILE, &low);
  EXPECT_EQ(descriptor_limit(), 100U);
  EXPECT_GT(raise_descriptor_limit(), 100U);
  rlimit after{};
  ::getrlimit(RLIMIT_NOFILE, &after);
  EXPECT_EQ(after.rlim_cur, before.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &before);
}

}  // namespace
}  // namespace gatehouse::http::test
