// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/async.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <memory>
#include <thread>

namespace gatehouse {
namespace {

TEST(Suspend, ResumesOnTheCoroutinesThreadWithTheValue) {
  boost::asio::io_context context{1};
  const auto work = boost::asio::make_work_guard(context);
  std::thread other;
  std::unique_ptr<int> got;
  std::thread::id resumed_on;
  auto body = [&]() -> awaitable<> {
    got = co_await suspend<std::unique_ptr<int>>([&](Resume<std::unique_ptr<int>> resume) {
      other = std::thread{[resume = std::move(resume)]() mutable { resume(std::make_unique<int>(7)); }};
    });
    resumed_on = std::this_thread::get_id();
    context.stop();
  };
  boost::asio::co_spawn(context, body(), boost::asio::detached);
  context.run();
  other.join();
  ASSERT_TRUE(got);
  EXPECT_EQ(*got, 7);
  EXPECT_EQ(resumed_on, std::this_thread::get_id());
}

TEST(Suspend, ADroppedRightDestroysTheCoroutine) {
  boost::asio::io_context context{1};
  auto witness = std::make_shared<int>(1);
  Resume<int> held;
  auto body = [&](std::shared_ptr<int> kept) -> awaitable<> {
    co_await suspend<int>([&](Resume<int> resume) { held = std::move(resume); });
    *kept = 2;
  };
  boost::asio::co_spawn(context, body(witness), boost::asio::detached);
  context.poll();  // run() would wait for the coroutine
  EXPECT_EQ(witness.use_count(), 2);
  held = {};
  context.restart();
  context.poll();
  EXPECT_EQ(witness.use_count(), 1);
  EXPECT_EQ(*witness, 1);
}

}  // namespace
}  // namespace gatehouse
