// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/counters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace gatehouse {
namespace {

using testing::ElementsAre;

/// Runs `work` on several threads at once and waits for them.
template <class Work>
void on_threads(std::size_t count, Work work) {
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
}

TEST(Counters, BeginAtZeroAndAreSeparate) {
  Counters counters{3};
  counters.add(1);
  counters.add(2, 5);
  EXPECT_EQ(counters.size(), 3U);
  EXPECT_EQ(counters.sum(0), 0U);
  EXPECT_EQ(counters.sum(1), 1U);
  EXPECT_EQ(counters.sum(2), 5U);
}

TEST(Counters, LoseNothingWhenManyThreadsCount) {
  Counters counters{2, 8};
  on_threads(4, [&] {
    for (int i = 0; i < 50'000; ++i) counters.add(1);
  });
  EXPECT_EQ(counters.sum(1), 200'000U);
  EXPECT_EQ(counters.sum(0), 0U);
}

TEST(Counters, LoseNothingWhenThereAreMoreThreadsThanRows) {
  for (const std::size_t rows : {0U, 1U}) {
    Counters counters{1, rows};
    on_threads(6, [&] {
      for (int i = 0; i < 50'000; ++i) counters.add(0);
    });
    EXPECT_EQ(counters.sum(0), 300'000U) << rows;
  }
}

TEST(Counters, KeepTheCountsOfThreadsThatHaveEnded) {
  Counters counters{1, 2};
  for (int i = 0; i < 50; ++i) {
    on_threads(1, [&] { counters.add(0); });
  }
  EXPECT_EQ(counters.sum(0), 50U);
}

TEST(Histograms, CountAValueUpToItsBound) {
  Histograms histograms{{10, 100}};
  for (const std::uint64_t value : {0U, 10U, 11U, 100U, 101U, 5000U}) histograms.add(0, value);
  const auto reading = histograms.read();
  EXPECT_THAT(reading.counts, ElementsAre(2, 2, 2));
  EXPECT_EQ(reading.sum, 5222U);
  EXPECT_EQ(reading.count(), 6U);
}

TEST(Histograms, AreSeparate) {
  Histograms histograms{{10}, 3};
  histograms.add(0, 1);
  histograms.add(2, 20);
  EXPECT_THAT(histograms.read(0).counts, ElementsAre(1, 0));
  EXPECT_THAT(histograms.read(1).counts, ElementsAre(0, 0));
  EXPECT_EQ(histograms.read(1).sum, 0U);
  EXPECT_THAT(histograms.read(2).counts, ElementsAre(0, 1));
  EXPECT_EQ(histograms.read(2).sum, 20U);
}

}  // namespace
}  // namespace gatehouse
