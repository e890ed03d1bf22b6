// SPDX-License-Identifier: Apache-2.0
// The limit on the memory of all unfinished requests and unread answers.

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

#include "http/connections/memory_budget.h"
#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;

ServerOptions with_memory(std::size_t bytes) {
  auto options = test_options();
  options.limits.memory_bytes = bytes;
  return options;
}

std::string head_of(std::size_t length) {
  return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

/// Returns the resident size of this process in bytes.
std::size_t resident_size() {
  std::ifstream file{"/proc/self/statm"};
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

TEST(Memory, OfUnfinishedBodiesHasALimit) {
  TestServer server{with_memory(8 * mebibyte)};
  const auto before = resident_size();
  std::vector<RawClient> clients;
  for (int i = 0; i < 100; ++i) {
    clients.emplace_back(server.port()).send(head_of(1'000'000) + std::string(900'000, 'b'));
  }
  // The oldest requests are refused, and the youngest may continue.
  const auto refused = clients.front().read();
  EXPECT_EQ(refused.status, 503U);
  EXPECT_EQ(refused.field("Retry-After"), "5");
  EXPECT_EQ(refused.body, R"({"detail":"Service Unavailable"})");
  EXPECT_TRUE(clients.front().is_closed());
  clients.back().send(std::string(100'000, 'b'));
  EXPECT_EQ(clients.back().read().body.size(), 1'000'000U);
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(resident_size() - before, 40 * mebibyte);  // 90 MB were sent
#endif
  EXPECT_EQ(statuses(converse(server.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n")), "200");
}

TEST(Memory, OfUnfinishedHeadersCountsToo) {
  TestServer server{with_memory(2 * mebibyte)};
  std::vector<RawClient> clients;
  for (int i = 0; i < 200; ++i) {
    clients.emplace_back(server.port())
        .send("GET / HTTP/1.1\r\nHost: x\r\nX-Pad: " + std::string(15'000, 'p'));
  }
  EXPECT_EQ(clients.front().read().status, 503U);
  clients.back().send("\r\n\r\n");
  EXPECT_EQ(clients.back().read().status, 200U);
}

TEST(Memory, IsTakenFromTheAddressThatHoldsMost) {
  TestServer server{with_memory(4 * mebibyte)};
  RawClient other{server.port(), "127.0.0.2"};  // slower than all that follow
  other.send(head_of(500'000) + std::string(400'000, 'b'));
  while (server.handler().handled() == 0) {
    RawClient client{server.port()};
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.read().status, 200U);
  }
  std::vector<RawClient> clients;
  for (int i = 0; i < 30; ++i) {
    clients.emplace_back(server.port()).send(head_of(1'000'000) + std::string(900'000, 'b'));
  }
  EXPECT_EQ(clients.front().read().status, 503U);
  other.send(std::string(100'000, 'b'));
  EXPECT_EQ(other.read().body.size(), 500'000U);
}

TEST(Memory, OfChunkedBodiesHasALimit) {
  TestServer server{with_memory(4 * mebibyte)};
  std::vector<RawClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.emplace_back(server.port())
        .send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nDBBA0\r\n" +
              std::string(900'000, 'b'));
  }
  EXPECT_EQ(clients.front().read().status, 503U);
  clients.back().send("\r\n0\r\n\r\n");
  EXPECT_EQ(clients.back().read().body.size(), 900'000U);
}

TEST(Memory, OfUnreadAnswersHasALimit) {
  TestServer server{with_memory(32 * mebibyte)};
  const auto before = resident_size();
  std::vector<RawClient> clients;
  for (int i = 0; i < 60; ++i) {
    clients.emplace_back(server.port()).send("GET /big/7000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  ASSERT_TRUE(becomes_true([&] { return server.handler().handled() == 60; }));
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(resident_size() - before, 120 * mebibyte);  // 420 MB were requested
#endif
  std::size_t received = 0;
  try {
    received = clients.front().read_all().size();  // the one that has waited longest was closed
  } catch (const ClientError&) {
  }
  EXPECT_LT(received, 7'000'000U);
  EXPECT_EQ(clients.back().read().body.size(), 7'000'000U);
}

TEST(Memory, OfPipelinedAnswersDoesNotAccumulate) {
  TestServer server{with_memory(64 * mebibyte)};
  const auto before = resident_size();
  std::string requests;
  for (int i = 0; i < 10'000; ++i) requests += "GET /big/15000 HTTP/1.1\r\nHost: x\r\n\r\n";
  RawClient client{server.port()};
  client.send(requests);
  ASSERT_TRUE(becomes_true([&] { return server.handler().handled() > 10; }));
#ifndef __SANITIZE_ADDRESS__
  EXPECT_LT(resident_size() - before, 16 * mebibyte);  // 150 MB were requested
#endif
  for (int i = 0; i < 10'000; ++i) ASSERT_EQ(client.read().body.size(), 15'000U);
}

TEST(Memory, AllowsOneBodyWhateverItsSize) {
  auto options = with_memory(1024);
  options.limits.body_bytes = 1'000'000;
  TestServer server{options};
  RawClient client{server.port()};
  client.send(head_of(1'000'000) + std::string(1'000'000, 'b'));
  EXPECT_EQ(client.read().status, 200U);
}

class Holder final : public MemoryHolder {
 public:
  explicit Holder(std::uint32_t address, bool can = true) : MemoryHolder({0, address}), can_(can) {}

  bool has_given_up = false;

 private:
  bool give_up_memory() noexcept override {
    has_given_up = has_given_up || can_;
    return can_;
  }

  bool can_;
};

TEST(MemoryBudget, SharesByAddress) {
  MemoryBudget budget{1600};
  Holder alone{1};
  Holder busy{2, false};
  Holder first{2};
  Holder second{2};
  budget.charge(alone, 500);
  budget.charge(busy, 500);
  budget.charge(first, 300);
  budget.charge(second, 300);
  EXPECT_EQ(budget.held(), 1600U);
  EXPECT_FALSE(first.has_given_up);
  budget.charge(second, 400);
  EXPECT_TRUE(first.has_given_up);
  EXPECT_FALSE(second.has_given_up || alone.has_given_up || busy.has_given_up);
  EXPECT_EQ(budget.held(), 1400U);
  budget.charge(first, 300);  // its memory is being released
  EXPECT_EQ(budget.held(), 1400U);
  budget.charge(busy, 2000);
  EXPECT_TRUE(second.has_given_up && alone.has_given_up);
  budget.charge(busy, 0);
  EXPECT_EQ(budget.held(), 0U);
}

}  // namespace
}  // namespace gatehouse::http::test
