// SPDX-License-Identifier: Apache-2.0
#include "crypto/passwords/memory_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace gatehouse::crypto::detail {
namespace {

TEST(MemoryBudget, IsNeverPassed) {
  MemoryBudget budget{100};
  std::atomic<int> used{0};
  std::atomic<int> most{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, kib = 10 + 10 * i] {
      for (int round = 0; round < 200; ++round) {
        const auto share = budget.share(static_cast<std::uint64_t>(kib));
        const int now = used += kib;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::yield();
        used -= kib;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(most, 100);
}

TEST(MemoryBudget, SeveralSharesFitAtOnce) {
  MemoryBudget budget{100};
  const auto one = budget.share(40);
  const auto other = budget.share(60);  // a larger share would wait forever
}

TEST(MemoryBudget, AWholeBudgetIsOneShare) {
  MemoryBudget budget{100};
  for (int i = 0; i < 3; ++i) const auto share = budget.share(100);
}

TEST(MemoryBudget, SmallOnesDoNotPassALargeOne) {
  MemoryBudget budget{100};
  std::atomic<bool> large_has_it{false};
  std::atomic<bool> large_waits{false};
  std::thread large;
  std::thread small;
  {
    const auto first = budget.share(50);
    large = std::thread{[&] {
      large_waits = true;
      const auto share = budget.share(100);
      large_has_it = true;
    }};
    while (!large_waits) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    small = std::thread{[&] {
      const auto share = budget.share(10);
      EXPECT_TRUE(large_has_it);
    }};
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    EXPECT_FALSE(large_has_it);
  }
  large.join();
  small.join();
}

}  // namespace
}  // namespace gatehouse::crypto::detail
