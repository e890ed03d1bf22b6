// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/async.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

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

/// A coroutine that waits for a number and records it.
class Waiting {
 public:
  Waiting(boost::asio::io_context& context, std::vector<int>& seen) {
    boost::asio::co_spawn(context, wait(seen), boost::asio::detached);
    context.restart();
    context.poll();
  }

  Resume<int> right;

 private:
  awaitable<> wait(std::vector<int>& seen) {
    auto start = [this](Resume<int> resume) { right = std::move(resume); };
    seen.push_back(co_await suspend<int>(start));
  }
};

TEST(ResumeGroup, ResumesAllInTheirOrderByOnePost) {
  boost::asio::io_context context{1};
  std::vector<int> seen;
  Waiting one{context, seen};
  Waiting two{context, seen};
  Waiting three{context, seen};
  ResumeGroup group;
  group.add(std::move(two.right), 2);
  group.add(std::move(three.right), 3);
  group.add(std::move(one.right), 1);
  context.restart();
  EXPECT_EQ(context.poll(), 0U) << "nothing before the post";
  group.post();
  context.restart();
  EXPECT_EQ(context.poll_one(), 1U);
  EXPECT_EQ(seen, (std::vector<int>{2, 3, 1}));
}

TEST(ResumeGroup, ResumesEachOnItsOwnExecutor) {
  boost::asio::io_context left{1};
  boost::asio::io_context right{1};
  std::vector<int> seen_left;
  std::vector<int> seen_right;
  Waiting one{left, seen_left};
  Waiting two{right, seen_right};
  Waiting three{left, seen_left};
  ResumeGroup group;
  group.add(std::move(one.right), 1);
  group.add(std::move(two.right), 2);
  group.add(std::move(three.right), 3);
  group.post();
  right.restart();
  right.poll();
  EXPECT_EQ(seen_right, std::vector<int>{2});
  EXPECT_TRUE(seen_left.empty());
  left.restart();
  left.poll();
  EXPECT_EQ(seen_left, (std::vector<int>{1, 3}));
}

TEST(ResumeGroup, WhatOneThrowsDoesNotKeepTheOthersFromGoingOn) {
  boost::asio::io_context context{1};
  std::vector<int> seen;
  Waiting one{context, seen};
  Waiting three{context, seen};
  Resume<int> two;
  auto fail = [](const auto&) { throw std::runtime_error{"cannot be begun"}; };
  auto body = [&]() -> awaitable<> {
    co_await suspend<int>([&](Resume<int> resume) { two = std::move(resume); });
    // The coroutine does not see this exception, because it waits already. The thread that runs the
    // context gets it.
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<Executor>, void()>(fail,
                                                                                               use_awaitable);
  };
  boost::asio::co_spawn(context, body(), boost::asio::detached);
  context.restart();
  context.poll();
  ResumeGroup group;
  group.add(std::move(one.right), 1);
  group.add(std::move(two), 2);
  group.add(std::move(three.right), 3);
  group.post();
  context.restart();
  EXPECT_THROW(context.poll(), std::runtime_error);
  EXPECT_EQ(seen, std::vector<int>{1});
  context.restart();
  context.poll();
  EXPECT_EQ(seen, (std::vector<int>{1, 3}));
}

TEST(ResumeGroup, DroppedBeforeThePostItDestroysTheCoroutines) {
  boost::asio::io_context context{1};
  auto witness = std::make_shared<int>(1);
  Resume<int> held;
  auto body = [&](std::shared_ptr<int> kept) -> awaitable<> {
    *kept = co_await suspend<int>([&](Resume<int> resume) { held = std::move(resume); });
  };
  boost::asio::co_spawn(context, body(witness), boost::asio::detached);
  context.poll();
  ResumeGroup{}.add(std::move(held), 2);
  context.restart();
  context.poll();
  EXPECT_EQ(witness.use_count(), 1);
  EXPECT_EQ(*witness, 1);
}

}  // namespace
}  // namespace gatehouse
