// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/pool/password_hasher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "crypto/fake_scheme.h"
#include "gatehouse/crypto/passwords/bcrypt.h"

namespace gatehouse::crypto {
namespace {

using namespace std::chrono_literals;
using HashAnswer = result<std::string, PasswordError>;

JobOptions a_job(std::stop_token gone = {}) {
  return {HashCaller::from_address("192.0.2.1"), std::move(gone)};
}

/// The loop of an I/O thread, run by the test itself.
class Loop {
 public:
  /// Starts a coroutine, whose result will be stored in `*to`.
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
  const auto encoded = loop.run(hasher.hash(Secret{"correct horse"}, a_job()));
  ASSERT_TRUE(encoded) << to_string(encoded.error());
  EXPECT_EQ(encoded->substr(0, 7), "$2b$04$");
  EXPECT_EQ(*loop.run(hasher.verify(Secret{"correct horse"}, *encoded, a_job())), (Verdict{.ok = true}));
  EXPECT_EQ(*loop.run(hasher.verify(Secret{"battery staple"}, *encoded, a_job())), Verdict{});
  EXPECT_EQ(*loop.run(hasher.verify_dummy(a_job())), Verdict{});
  EXPECT_EQ(loop.run(hasher.verify(Secret{"x"}, "$2b$31$" + encoded->substr(7), a_job())).error(),
            PasswordError::refused_cost);
}

TEST_F(PasswordHasherTest, WhatIsNoPasswordIsToldBeforeAnyWait) {
  PasswordHasher hasher{options(0)};  // so every job would be refused as busy
  EXPECT_EQ(loop.run(hasher.hash(Secret{std::string(21, 'x')}, a_job())).error(), PasswordError::too_long);
  EXPECT_EQ(loop.run(hasher.hash(Secret{}, a_job())).error(), PasswordError::empty);
  EXPECT_EQ(loop.run(hasher.hash(Secret{"ada"}, a_job())).error(), PasswordError::busy);
  EXPECT_EQ(loop.run(hasher.verify(Secret{}, "$fake$1$ada", a_job())).error(), PasswordError::busy);
}

TEST_F(PasswordHasherTest, AFullQueueIsBusyAndTheRestIsServed) {
  PasswordHasher hasher{options(2)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> answers(4);
  loop.start(hasher.hash(Secret{"1"}, a_job()), answers[0]);
  scheme->wait_until_begun(1);
  for (std::size_t i = 1; i < 4; ++i) loop.start(hasher.hash(Secret{"more"}, a_job()), answers[i]);
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
  loop.start(hasher.hash(Secret{"1"}, a_job()), first);
  scheme->wait_until_begun(1);
  loop.start(hasher.hash(Secret{"2"}, a_job()), late);
  clock.advance(1us);
  loop.start(hasher.hash(Secret{"3"}, a_job()), in_time);
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
  loop.start(hasher.hash(Secret{"1"}, a_job()), first);
  scheme->wait_until_begun(1);
  std::stop_source client;
  loop.start(hasher.verify(Secret{"2"}, "$fake$1$2", a_job(client.get_token())), gone);
  loop.start(hasher.verify_dummy(a_job(client.get_token())), dummy);
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
  loop.start(hasher->hash(Secret{"1"}, a_job()), running);
  scheme->wait_until_begun(1);
  loop.start(hasher->hash(Secret{"2"}, a_job()), waiting);
  std::thread stopping{[&] { hasher->stop(); }};
  EXPECT_EQ(loop.wait_for(waiting).error(), PasswordError::stopped);
  EXPECT_FALSE(running);
  scheme->open();
  EXPECT_TRUE(loop.wait_for(running));
  stopping.join();
  EXPECT_EQ(loop.run(hasher->hash(Secret{"3"}, a_job())).error(), PasswordError::stopped);
  hasher.reset();
}

TEST_F(PasswordHasherTest, ManyJobsOnManyThreadsEachGetTheirOwnAnswer) {
  auto many = options(1000);
  many.threads = 4;
  PasswordHasher hasher{std::move(many)};
  std::vector<std::optional<HashAnswer>> answers(500);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    loop.start(hasher.hash(Secret{std::to_string(i)}, a_job()), answers[i]);
  }
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(*loop.wait_for(answers[i]), "$fake$1$" + std::to_string(i));
  }
}

TEST_F(PasswordHasherTest, ClientsTakeTurns) {
  PasswordHasher hasher{options(100)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> flood(20);
  std::optional<HashAnswer> other;
  std::vector<std::string> order;
  const auto note = [&order](PasswordHasher& by, std::string password,
                             JobOptions job) -> awaitable<HashAnswer> {
    std::string name = password;
    auto answer = co_await by.hash(Secret{std::move(password)}, std::move(job));
    order.push_back(name);
    co_return answer;
  };
  for (std::size_t i = 0; i < flood.size(); ++i) {
    loop.start(note(hasher, "flood", JobOptions{HashCaller::from_address("192.0.2.1"), {}}), flood[i]);
    if (i == 0) scheme->wait_until_begun(1);
  }
  loop.start(note(hasher, "other", JobOptions{HashCaller::from_address("192.0.2.2"), {}}), other);
  scheme->open();
  EXPECT_TRUE(loop.wait_for(other));
  for (auto& answer : flood) EXPECT_TRUE(loop.wait_for(answer));
  EXPECT_EQ(std::find(order.begin(), order.end(), "other") - order.begin(), 2)
      << "behind the one that ran and the one whose turn it was";
}

TEST_F(PasswordHasherTest, OneClientCannotKeepOthersOutOfTheQueue) {
  PasswordHasher hasher{options(3)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> flood(5);
  std::optional<HashAnswer> other;
  for (std::size_t i = 0; i < flood.size(); ++i) {
    loop.start(hasher.hash(Secret{std::to_string(i)}, JobOptions{HashCaller::from_address("192.0.2.1"), {}}),
               flood[i]);
    if (i == 0) scheme->wait_until_begun(1);
  }
  EXPECT_EQ(loop.wait_for(flood[4]).error(), PasswordError::busy) << "full";
  loop.start(hasher.hash(Secret{"other"}, JobOptions{HashCaller::from_address("192.0.2.2"), {}}), other);
  EXPECT_EQ(loop.wait_for(flood[3]).error(), PasswordError::busy) << "the newest made room";
  EXPECT_EQ(hasher.stats().refused_full, 1U);
  EXPECT_EQ(hasher.stats().refused_displaced, 1U);
  scheme->open();
  EXPECT_EQ(*loop.wait_for(other), "$fake$1$other");
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(loop.wait_for(flood[i]));
}

TEST_F(PasswordHasherTest, AFloodOfAddressesDoesNotAffectTheOperator) {
  PasswordHasher hasher{options(3)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> flood(20);
  std::optional<HashAnswer> command;
  for (std::size_t i = 0; i < flood.size(); ++i) {
    JobOptions job{HashCaller::from_address(std::to_string(i)), {}};
    loop.start(hasher.hash(Secret{std::to_string(i)}, std::move(job)), flood[i]);
    if (i == 0) scheme->wait_until_begun(1);
  }
  loop.start(hasher.hash(Secret{"command"}, JobOptions{HashCaller::from_operator(), {}}), command);
  scheme->open();
  EXPECT_EQ(*loop.wait_for(command), "$fake$1$command");
  EXPECT_TRUE(flood[0]);
  EXPECT_FALSE(flood[1]) << "the turn of the operator came first";
  for (std::size_t i = 1; i < flood.size(); ++i) (void)loop.wait_for(flood[i]);
}

TEST_F(PasswordHasherTest, AbandonedJobsKeepNobodyOutOfAFullQueue) {
  PasswordHasher hasher{options(2)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> answers(3);
  std::optional<HashAnswer> next;
  std::stop_source gone;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    loop.start(hasher.hash(Secret{std::to_string(i)}, a_job(gone.get_token())), answers[i]);
    if (i == 0) scheme->wait_until_begun(1);
  }
  gone.request_stop();
  loop.start(hasher.hash(Secret{"next"}, a_job()), next);
  EXPECT_EQ(loop.wait_for(answers[1]).error(), PasswordError::abandoned);
  EXPECT_EQ(loop.wait_for(answers[2]).error(), PasswordError::abandoned);
  scheme->open();
  EXPECT_TRUE(loop.wait_for(next)) << "of the same caller";
  EXPECT_TRUE(loop.wait_for(answers[0]));
}

TEST_F(PasswordHasherTest, ARequestNamesItsPeerAndWhenItHasGone) {
  struct Request {
    std::string remote_address = "192.0.2.7";
    std::stop_source gone;
    [[nodiscard]] std::stop_token when_gone() const { return gone.get_token(); }
  } request;
  const JobOptions job{request};
  EXPECT_EQ(job.caller, HashCaller::from_address("192.0.2.7"));
  EXPECT_FALSE(job.abandon.stop_requested());
  request.gone.request_stop();
  EXPECT_TRUE(job.abandon.stop_requested());
}

TEST_F(PasswordHasherTest, WhoWaitsTooLongIsToldSoWhileTheLongHashGoesOn) {
  PasswordHasher hasher{options()};
  scheme->close();
  std::optional<HashAnswer> first;
  std::optional<HashAnswer> late;
  loop.start(hasher.hash(Secret{"1"}, a_job()), first);
  scheme->wait_until_begun(1);
  loop.start(hasher.hash(Secret{"2"}, a_job()), late);
  clock.advance(10s + 1us);
  EXPECT_EQ(loop.wait_for(late).error(), PasswordError::busy);
  EXPECT_FALSE(first);
  scheme->open();
  EXPECT_TRUE(loop.wait_for(first));
}

TEST_F(PasswordHasherTest, Counts) {
  auto limited = options(2);
  PasswordHasher hasher{std::move(limited)};
  scheme->close();
  std::vector<std::optional<HashAnswer>> answers(4);
  std::stop_source gone;
  loop.start(hasher.hash(Secret{"1"}, a_job()), answers[0]);
  scheme->wait_until_begun(1);
  loop.start(hasher.hash(Secret{"2"}, a_job()), answers[1]);
  loop.start(hasher.hash(Secret{"3"}, a_job(gone.get_token())), answers[2]);
  loop.start(hasher.hash(Secret{"4"}, a_job()), answers[3]);
  auto stats = hasher.stats();
  EXPECT_EQ(stats.running, 1U);
  EXPECT_EQ(stats.waiting, 2U);
  EXPECT_EQ(stats.refused_full, 1U);
  gone.request_stop();
  clock.advance(3s);
  scheme->open();
  for (auto& answer : answers) (void)loop.wait_for(answer);
  stats = hasher.stats();
  EXPECT_EQ(stats.running, 0U);
  EXPECT_EQ(stats.waiting, 0U);
  EXPECT_EQ(stats.finished, 2U);
  EXPECT_EQ(stats.abandoned, 1U);
  EXPECT_EQ(stats.refused_late, 0U);
  EXPECT_EQ(stats.waited, 3s);
  EXPECT_EQ(stats.worked, 3s);
  hasher.stop();
  EXPECT_EQ(loop.run(hasher.hash(Secret{"5"}, a_job())).error(), PasswordError::stopped);
  EXPECT_EQ(hasher.stats().stopped, 1U);
}

/// The same tests with bcrypt in lanes.
struct LanedHasherTest : testing::Test {
  std::unique_ptr<PasswordHasher> make(int cost, std::size_t threads, std::size_t max_queue = 256) {
    const auto bcrypt = std::make_shared<BcryptScheme>(BcryptOptions{.cost = cost});
    return std::make_unique<PasswordHasher>(PasswordHasherOptions{
        .context = PasswordContext{{bcrypt, fake}}, .threads = threads, .max_queue = max_queue});
  }
  Loop loop;
  std::shared_ptr<FakeScheme> fake = std::make_shared<FakeScheme>("fake");
};

TEST_F(LanedHasherTest, EachJobGetsItsOwnAnswer) {
  using VerdictAnswer = result<Verdict, PasswordError>;
  const auto hasher = make(4, 2);
  std::vector<std::optional<HashAnswer>> hashes(60);
  for (std::size_t i = 0; i < hashes.size(); ++i)
    loop.start(hasher->hash(Secret{std::to_string(i)}, a_job()), hashes[i]);
  std::vector<std::string> encoded;
  for (auto& hash : hashes) encoded.push_back(loop.wait_for(hash).value());
  std::vector<std::optional<VerdictAnswer>> verdicts(2 * encoded.size());
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    loop.start(hasher->verify(Secret{std::to_string(i / 2 + i % 2)}, encoded[i / 2], a_job()), verdicts[i]);
  }
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    EXPECT_EQ(loop.wait_for(verdicts[i])->ok, i % 2 == 0) << i;
  EXPECT_EQ(hasher->stats().finished, 180U);
}

TEST_F(LanedHasherTest, OtherSchemesRunBesideTheLanes) {
  const auto hasher = make(4, 1);
  fake->close();
  std::optional<result<Verdict, PasswordError>> beside;
  loop.start(hasher->verify(Secret{"x"}, "$fake$1$x", a_job()), beside);
  fake->wait_until_begun(1);
  for (int i = 0; i < 6; ++i)
    EXPECT_TRUE(loop.run(hasher->hash(Secret{"y"}, a_job()))) << "none waits for the other";
  EXPECT_FALSE(beside);
  fake->open();
  EXPECT_TRUE(loop.wait_for(beside)->ok);
}

TEST_F(LanedHasherTest, StoppingFinishesTheLanesAndRefusesWhatWaits) {
  const auto hasher = make(6, 1);
  std::vector<std::optional<HashAnswer>> answers(12);
  for (auto& answer : answers) loop.start(hasher->hash(Secret{"x"}, a_job()), answer);
  hasher->stop();
  std::size_t finished = 0;
  for (auto& answer : answers) {
    const auto got = loop.wait_for(answer);
    finished += got.has_value() ? 1 : 0;
    EXPECT_TRUE(got || got.error() == PasswordError::stopped);
  }
  EXPECT_GE(finished, 5U) << "what was in the lanes";
  EXPECT_EQ(hasher->stats().stopped, answers.size() - finished);
  hasher->stop();
}

TEST_F(LanedHasherTest, AnAbandonedJobTakesNoLane) {
  const auto hasher = make(8, 1);
  std::vector<std::optional<HashAnswer>> running(5);
  std::optional<HashAnswer> gone;
  std::stop_source client;
  for (auto& answer : running) loop.start(hasher->hash(Secret{"x"}, a_job()), answer);
  loop.start(hasher->hash(Secret{"x"}, a_job(client.get_token())), gone);
  client.request_stop();
  EXPECT_EQ(loop.wait_for(gone).error(), PasswordError::abandoned);
  for (auto& answer : running) EXPECT_TRUE(loop.wait_for(answer));
}

TEST_F(LanedHasherTest, IsDestroyedWithWorkUnderWay) {
  std::optional<HashAnswer> running;
  std::optional<HashAnswer> waiting;
  {
    const auto hasher = make(5, 1, 0);
    loop.start(hasher->hash(Secret{"x"}, a_job()), waiting);
    EXPECT_EQ(loop.wait_for(waiting).error(), PasswordError::busy) << "there is no queue";
  }
  {
    const auto hasher = make(5, 1);
    loop.start(hasher->hash(Secret{"x"}, a_job()), running);
  }
  EXPECT_TRUE(loop.wait_for(running));
}

TEST_F(PasswordHasherTest, AnEngineThatFailsIsAnError) {
  PasswordHasher hasher{options()};
  scheme->fails = true;
  EXPECT_EQ(loop.run(hasher.hash(Secret{"x"}, a_job())).error(), PasswordError::engine_failed);
  EXPECT_EQ(loop.run(hasher.verify(Secret{"x"}, "$fake$1$x", a_job())).error(), PasswordError::engine_failed);
}

}  // namespace
}  // namespace gatehouse::crypto
