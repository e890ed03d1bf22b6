// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/password_hasher.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <optional>
#include <thread>
#include <vector>

#include "crypto/fake_scheme.h"
#include "gatehouse/crypto/bcrypt.h"

namespace gatehouse::crypto {
namespace {

using namespace std::chrono_literals;
using HashAnswer = result<std::string, PasswordError>;

/// An I/O thread's loop, run by the test itself.
class Loop {
 public:
  /// Starts a coroutine; its answer will be in `*to`.
  template <class T>
  void start(awaitable<T> body, std::optional<T>& to) {
    boost::asio::co_spawn(context_, std::move(body), [this, &to](std::exception_ptr failure, T value) {
      if (failure) std::rethrow_exception(failure);
      resumed_on_ = std::this_thread::get_id();
      to.emplace(std::move(value));
    });
    context_.poll();
  }
  template <class T>
  T run(awaitable<T> body) {
    std::optional<T> got;
    start(std::move(body), got);
    return wait_for(got);
  }
  template <class T>
  T wait_for(std::optional<T>& got) {
    while (!got) context_.run_one();
    EXPECT_EQ(resumed_on_, std::this_thread::get_id());
    return std::move(*got);
  }

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
  std::thread::id resumed_on_;
};

struct PasswordHasherTest : testing::Test {
  PasswordHasherOptions options(std::size_t max_queue = 4) {
    return {.context = PasswordContext{PasswordContext::Schemes{scheme}},
            .threads = 1,
            .max_queue = max_queue,
            .clock = clock};
  }
  Loop loop;
  ManualClock clock{TimePoint{1s}};
  std::shared_ptr<FakeScheme> scheme = std::make_shared<FakeScheme>("fake");
};

TEST(PasswordHasher, VerifiesWhatItHashedWithBcrypt) {
  Loop loop;
  const auto bcrypt = std::make_shared<BcryptScheme>(BcryptOptions{.cost = 4});
  PasswordHasher hasher{{.context = PasswordContext{PasswordContext::Schemes{bcrypt}}}};
  const auto encoded = loop.run(hasher.hash(Secret{"correct horse"}));
  ASSERT_TRUE(encoded) << to_string(encoded.error());
  EXPECT_EQ(encoded->substr(0, 7), "$2b$04$");
  EXPECT_EQ(*loop.run(hasher.verify(Secret{"correct horse"}, *encoded)), (Verdict{.ok = true}));
  EXPECT_EQ(*loop.run(hasher.verify(Secret{"battery staple"}, *encoded)), Verdict{});
  EXPECT_EQ(*loop.run(hasher.verify_dummy()), Verdict{});
  EXPECT_EQ(loop.run(hasher.verify(Secret{"x"}, "$2b$31$" + encoded->substr(7))).error(),
            PasswordError::refused_cost);
}

TEST_F(PasswordHasherTest, WhatIsNoPasswordIsToldBeforeAnyWait) {
  PasswordHasher hasher{options(0)};  // so every job would be refused as busy
  EXPECT_EQ(loop.run(hasher.hash(Secret{std::string(21, 'x')})).error(), PasswordError::too_long);
  EXPECT_EQ(loop.run(hasher.hash(Secret{})).error(), PasswordError::empty);
  EXPECT_EQ(loop.run(hasher.hash(Secret{"ada"})).error(), PasswordError::busy);
  EXPECT_EQ(loop.run(hasher.verify(Secret{}, "$fake$1$ada")).error(), PasswordError::busy);
}

TEST_F(PasswordHasherTest, AFullQueueIsBusyAndTheRestIsServed) {
  PasswordHasher hasher{options(2)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> answers(4);
  loop.start(hasher.hash(Secret{"1"}), answers[0]);
  scheme->wait_until_begun(1);
  for (std::size_t i = 1; i < 4; ++i) loop.start(hasher.hash(Secret{"more"}), answers[i]);
  EXPECT_EQ(hasher.queued(), 2U);
  EXPECT_EQ(loop.wait_for(answers[3]).error(), PasswordError::busy);
  EXPECT_FALSE(answers[0]);
  scheme->open();
  EXPECT_EQ(*loop.wait_for(answers[0]), "$fake$1$1");
  EXPECT_EQ(*loop.wait_for(answers[1]), "$fake$1$more");
  EXPECT_EQ(*loop.wait_for(answers[2]), "$fake$1$more");
}

TEST_F(PasswordHasherTest, AJobThatWaitedTooLongIsBusyAndNotComputed) {
  PasswordHasher hasher{options()};
  scheme->close();
  std::optional<HashAnswer> first;
  std::optional<HashAnswer> late;
  std::optional<HashAnswer> in_time;
  loop.start(hasher.hash(Secret{"1"}), first);
  scheme->wait_until_begun(1);
  loop.start(hasher.hash(Secret{"2"}), late);
  clock.advance(1us);
  loop.start(hasher.hash(Secret{"3"}), in_time);
  clock.advance(10s);
  scheme->open();
  EXPECT_TRUE(loop.wait_for(first)) << "a job under way is finished";
  EXPECT_EQ(loop.wait_for(late).error(), PasswordError::busy);
  EXPECT_TRUE(loop.wait_for(in_time));
  EXPECT_EQ(scheme->computed().size(), 2U);
}

TEST_F(PasswordHasherTest, AnAbandonedJobIsNotComputed) {
  PasswordHasher hasher{options()};
  scheme->close();
  std::optional<HashAnswer> first;
  std::optional<result<Verdict, PasswordError>> gone;
  std::optional<result<Verdict, PasswordError>> dummy;
  loop.start(hasher.hash(Secret{"1"}), first);
  scheme->wait_until_begun(1);
  std::stop_source client;
  loop.start(hasher.verify(Secret{"2"}, "$fake$1$2", PasswordForm::prepared, client.get_token()), gone);
  loop.start(hasher.verify_dummy(client.get_token()), dummy);
  client.request_stop();
  scheme->open();
  EXPECT_TRUE(loop.wait_for(first));
  EXPECT_EQ(loop.wait_for(gone).error(), PasswordError::abandoned);
  EXPECT_EQ(loop.wait_for(dummy).error(), PasswordError::abandoned);
  EXPECT_EQ(scheme->computed().size(), 1U);
}

TEST_F(PasswordHasherTest, StoppingFinishesWhatRunsAndRefusesWhatWaits) {
  auto hasher = std::make_unique<PasswordHasher>(options());
  scheme->close();
  std::optional<HashAnswer> running;
  std::optional<HashAnswer> waiting;
  loop.start(hasher->hash(Secret{"1"}), running);
  scheme->wait_until_begun(1);
  loop.start(hasher->hash(Secret{"2"}), waiting);
  std::thread stopping{[&] { hasher->stop(); }};
  EXPECT_EQ(loop.wait_for(waiting).error(), PasswordError::stopped);
  EXPECT_FALSE(running);
  scheme->open();
  EXPECT_TRUE(loop.wait_for(running));
  stopping.join();
  EXPECT_EQ(loop.run(hasher->hash(Secret{"3"})).error(), PasswordError::stopped);
  hasher.reset();
}

TEST_F(PasswordHasherTest, ManyJobsOnManyThreadsEachGetTheirOwnAnswer) {
  auto many = options(1000);
  many.threads = 4;
  PasswordHasher hasher{std::move(many)};
  std::vector<std::optional<HashAnswer>> answers(500);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    loop.start(hasher.hash(Secret{std::to_string(i)}), answers[i]);
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(*loop.wait_for(answers[i]), "$fake$1$" + std::to_string(i));
  }
}

TEST_F(PasswordHasherTest, AnEngineThatFailsIsAnError) {
  PasswordHasher hasher{options()};
  scheme->fails = true;
  EXPECT_EQ(loop.run(hasher.hash(Secret{"x"})).error(), PasswordError::engine_failed);
  EXPECT_EQ(loop.run(hasher.verify(Secret{"x"}, "$fake$1$x")).error(), PasswordError::engine_failed);
}

}  // namespace
}  // namespace gatehouse::crypto
