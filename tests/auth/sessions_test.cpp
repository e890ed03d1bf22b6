// SPDX-License-Identifier: Apache-2.0
#include "auth/sessions/sessions.h"
#include "auth/print.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "auth/periodic_task.h"
#include "auth/sessions/session_cleaner.h"
#include "auth/sessions_under_test.h"
#include "store/failing_store.h"
#include "store/sample_changes.h"

namespace gatehouse::auth {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SessionsTest : public testing::Test {
 protected:
  std::optional<SessionError> refused(const std::string& token) {
    const auto refreshed = test.refresh(token);
    if (refreshed) return std::nullopt;
    return refreshed.error();
  }
  void expect_everywhere(const std::string& token, std::optional<AccessError> error) {
    for (std::size_t worker = 0; worker < test.workers; ++worker) {
      EXPECT_EQ(test.access(token, worker), error) << worker;
      EXPECT_EQ(test.access(token, worker), error) << worker << ", again";
    }
  }
  Sessions& sessions() { return test.program->sessions; }

  SessionsUnderTest test;
  store::User user = test.add();
  TokenPair pair = test.log_in().value();
};

TEST_F(SessionsTest, ALoginBeginsASessionThatItsTokensName) {
  const auto access = test.tokens.verify_access(pair.access).value();
  const auto refresh = test.tokens.verify_refresh(pair.refresh).value();
  EXPECT_EQ(pair.expires_in, minutes{30});
  EXPECT_EQ(access.subject, user.id.to_string());
  EXPECT_EQ(access.session, refresh.session);
  EXPECT_EQ(access.expires_at - *access.issued_at, minutes{30});
  EXPECT_EQ(refresh.expires_at - *refresh.issued_at, days{7});
  const auto listed = run(sessions().list(user.id)).value().sessions;
  ASSERT_THAT(listed, SizeIs(1));
  EXPECT_EQ(listed[0].id.to_string(), access.session);
  EXPECT_EQ(listed[0].token.to_string(), refresh.id);
  EXPECT_EQ(listed[0].address, "192.0.2.7");
  EXPECT_EQ(listed[0].agent, "test");
  expect_everywhere(pair.access, std::nullopt);
}

TEST_F(SessionsTest, AnAgentIsKeptAsPrintableTextAndCut) {
  const std::string agent = "a\xff\n\x7f" + std::string(store::max_agent, '~');
  store::Actor actor;
  actor.agent = agent;
  ASSERT_TRUE(run(sessions().log_in(actor, test.email, Secret{test.password}, test_job())));
  // Two sessions of the same microsecond are in no particular order.
  std::vector<std::string> kept;
  for (const auto& session : run(sessions().list(user.id)).value().sessions) kept.push_back(session.agent);
  EXPECT_THAT(kept, testing::Contains("a???" + std::string(store::max_agent - 4, '~')));
}

TEST_F(SessionsTest, ALoginIsJudgedByThePasswordAsItIsWhenTheSessionBegins) {
  test.scheme->close();
  const store::LentContext lent;
  auto& worker = *lent;
  std::optional<AccountResult<TokenPair>> outcome;
  boost::asio::co_spawn(
      worker, sessions().log_in(store::Actor{}, test.email, Secret{test.password}, test_job()),
      [&](std::exception_ptr, AccountResult<TokenPair> made) { outcome = std::move(made); });
  worker.poll();
  ASSERT_TRUE(run(test.program->store->users().update_user(store::Call{}, store::disabling(user.id, true))));
  test.scheme->open();
  worker.restart();
  worker.run();
  ASSERT_TRUE(outcome->has_error());
  EXPECT_EQ(outcome->error(), AccountError::wrong_credentials);
  EXPECT_THAT(run(sessions().list(user.id)).value().sessions, IsEmpty());
}

/// Makes another change just before it begins a session.
class InterruptedStore final : public store::FailingSessions {
 public:
  InterruptedStore(SessionStore& real, std::function<void()> before)
      : FailingSessions(real, never_), before_(std::move(before)) {}

  awaitable<store::StoreResult<store::Session>> create_session(store::Call call,
                                                               store::SessionStart start) override {
    ++begun;
    before_();
    return FailingSessions::create_session(std::move(call), std::move(start));
  }

  int begun = 0;

 private:
  store::FailurePlan never_;
  std::function<void()> before_;
};

TEST_F(SessionsTest, WhatHappensBetweenTheVerdictAndTheSessionCounts) {
  auto& accounts = test.program->accounts;
  auto& store = *test.program->store;
  struct Case {
    const char* what;
    std::function<void()> meanwhile;
    std::optional<AccountErrorCode> error;
    int begun;
  };
  const auto hash = [&] { return run(store.users().find_user_by_id(user.id)).value().password_hash; };
  const auto renew = [&](const std::string& next) {
    const auto change = store::renewed_hash(user.id, hash(), next, 1);
    run(store.users().update_user(store::Call{}, change)).value();
  };
  const std::string original = hash();
  bool is_renewed = false;
  const Case cases[] = {
      {"nothing", [] {}, std::nullopt, 1},
      {"a hash renewed once",
       [&] {
         if (!std::exchange(is_renewed, true)) renew("$fake$2$" + std::string{test.password});
       },
       std::nullopt, 1},
      {"another password",
       [&] {
         const auto change = store::new_password(user.id, "$fake$1$another", 1);
         run(store.users().update_user(store::Call{}, change)).value();
       },
       AccountError::wrong_credentials, 1},
      {"disabled", [&] { run(accounts.disable(store::Actor{}, user.id)).value(); },
       AccountError::wrong_credentials, 1},
      {"deleted", [&] { run(accounts.delete_user(store::Actor{}, user.id)).value(); },
       AccountError::wrong_credentials, 1},
  };
  for (const auto& [what, meanwhile, error, begun] : cases) {
    SCOPED_TRACE(what);
    renew(original);
    run(accounts.enable(store::Actor{}, user.id)).value();
    InterruptedStore interrupted{store.sessions(), meanwhile};
    Sessions with{interrupted, accounts, test.tokens};
    const auto made = run(with.log_in(store::Actor{}, test.email, Secret{test.password}, test_job()));
    EXPECT_EQ(made.has_error() ? std::optional{made.error().code()} : std::nullopt, error);
    EXPECT_EQ(interrupted.begun, begun);
  }
}

TEST_F(SessionsTest, AStoreThatCanNotServeIsToldAsSuch) {
  test.program->store->close();
  EXPECT_EQ(test.log_in().error(), AccountError::unavailable);
  EXPECT_EQ(refused(pair.refresh), SessionError::unavailable);
  const auto session = test.session_of(pair.access);
  EXPECT_EQ(run(sessions().log_out(store::Actor{}, user.id, session, {})).error(), SessionError::unavailable);
  EXPECT_EQ(run(sessions().end(store::Actor{}, user.id, session)).error(), SessionError::unavailable);
  EXPECT_EQ(run(sessions().log_out_everywhere(store::Actor{}, user.id)).error(), SessionError::unavailable);
  expect_everywhere(pair.access, std::nullopt);
  test.restart();
  EXPECT_EQ(refused(pair.refresh), std::nullopt) << "the token was not spent";
}

TEST_F(SessionsTest, RefreshGivesAPairOfTheSameSession) {
  test.clock.advance(minutes{5});
  const auto next = test.refresh(pair.refresh).value();
  EXPECT_EQ(test.session_of(next.access), test.session_of(pair.access));
  EXPECT_NE(next.refresh, pair.refresh);
  EXPECT_EQ(next.expires_in, minutes{30});
  expect_everywhere(next.access, std::nullopt);
  expect_everywhere(pair.access, std::nullopt);
}

TEST_F(SessionsTest, WithinTheGraceATokenJustReplacedGetsTheVerySameSuccessor) {
  const auto next = test.refresh(pair.refresh).value();
  test.clock.advance(seconds{9});
  const auto again = test.refresh(pair.refresh).value();
  EXPECT_EQ(again.refresh, next.refresh);
  EXPECT_NE(again.access, next.access) << "a fresh access token";
  EXPECT_EQ(test.tokens.verify_access(again.access)->expires_at,
            test.tokens.verify_access(next.access)->expires_at + seconds{9});
  test.restart();
  EXPECT_EQ(test.refresh(pair.refresh).value().refresh, next.refresh) << "after a restart as well";
  EXPECT_TRUE(test.refresh(next.refresh));
}

TEST_F(SessionsTest, ASpentTokenEndsTheSessionAndItsAccessTokensAtOnce) {
  const auto next = test.refresh(pair.refresh).value();
  expect_everywhere(next.access, std::nullopt);
  test.clock.advance(seconds{10});
  EXPECT_EQ(refused(pair.refresh), SessionError::spent);
  expect_everywhere(next.access, AccessError::session_ended);
  expect_everywhere(pair.access, AccessError::session_ended);
  EXPECT_EQ(refused(next.refresh), SessionError::ended);
  EXPECT_THAT(test.log->lines(),
              ElementsAre("a spent refresh token was presented: its session has been ended"));
  test.restart();
  expect_everywhere(next.access, AccessError::session_ended);
  EXPECT_EQ(refused(next.refresh), SessionError::ended);
}

TEST_F(SessionsTest, RefusesWhatIsNoRefreshToken) {
  auto other_session = test.tokens.refresh_claims(user.id.to_string(), Uuid::random().to_string());
  auto no_session = test.tokens.refresh_claims(user.id.to_string());
  auto no_id = test.tokens.refresh_claims(user.id.to_string(), test.session_of(pair.access).to_string());
  no_id.id = "1";
  const std::pair<std::string, SessionError> cases[] = {
      {"", SessionError::invalid},
      {"a.b.c", SessionError::invalid},
      {pair.access, SessionError::invalid},
      {pair.refresh + "x", SessionError::invalid},
      {test.tokens.sign_refresh(no_session), SessionError::invalid},
      {test.tokens.sign_refresh(no_id), SessionError::invalid},
      {test.tokens.sign_refresh(other_session), SessionError::ended},
  };
  for (const auto& [token, error] : cases) EXPECT_EQ(refused(token), error) << token;
  EXPECT_EQ(refused(pair.refresh), std::nullopt) << "and none of it did any harm";
}

TEST_F(SessionsTest, ExpiresWhenIdleAndAtTheLast) {
  auto current = pair;
  for (int day = 5; day <= 25; day += 5) {
    test.clock.advance(days{5});
    current = test.refresh(current.refresh).value();
  }
  test.clock.advance(days{5} - minutes{10});
  current = test.refresh(current.refresh).value();
  EXPECT_LE(current.expires_in, minutes{10}) << "no access token outlives its session";
  EXPECT_GE(current.expires_in, minutes{10} - seconds{1});
  test.clock.advance(minutes{10});
  EXPECT_EQ(refused(current.refresh), SessionError::expired);
  expect_everywhere(current.access, AccessError::expired);

  const auto idle = test.log_in().value();
  test.clock.advance(days{7});
  EXPECT_EQ(refused(idle.refresh), SessionError::expired);
}

TEST_F(SessionsTest, EndsWhatItIsAskedToEndAndNothingElse) {
  const auto second = test.log_in().value();
  const auto third = test.log_in().value();
  const auto stranger = test.add("eve@example.org");
  const auto theirs = test.log_in(test.password, "eve@example.org").value();
  for (const auto& one : {pair, second, third, theirs}) expect_everywhere(one.access, std::nullopt);
  EXPECT_EQ(run(sessions().end(store::Actor{}, stranger.id, test.session_of(second.access))).error(),
            SessionError::not_found);
  expect_everywhere(second.access, std::nullopt);
  ASSERT_TRUE(run(sessions().end(store::Actor{}, user.id, test.session_of(second.access))));
  expect_everywhere(second.access, AccessError::session_ended);
  ASSERT_TRUE(run(sessions().log_out(store::Actor{}, user.id, test.session_of(pair.access), {})));
  expect_everywhere(pair.access, AccessError::session_ended);
  EXPECT_EQ(run(sessions().log_out(store::Actor{}, user.id, test.session_of(pair.access), {})).error(),
            SessionError::not_found);
  expect_everywhere(third.access, std::nullopt);
  ASSERT_TRUE(run(sessions().log_out_everywhere(store::Actor{}, user.id)));
  expect_everywhere(third.access, AccessError::session_ended);
  expect_everywhere(theirs.access, std::nullopt);
  test.restart();
  for (const auto& one : {pair, second, third}) expect_everywhere(one.access, AccessError::session_ended);
  expect_everywhere(theirs.access, std::nullopt);
}

TEST_F(SessionsTest, TheOperatorsChangesEndSessions) {
  const std::function<void()> changes[] = {
      [&] {
        run(test.program->accounts.set_password(store::Actor{}, user.id, Secret{test.password}, test_job()))
            .value();
      },
      [&] { run(test.program->accounts.disable(store::Actor{}, user.id)).value(); },
  };
  for (const auto& change : changes) {
    const auto before = test.log_in().value();
    expect_everywhere(before.access, std::nullopt);
    change();
    run(test.program->accounts.enable(store::Actor{}, user.id)).value();
    expect_everywhere(before.access, AccessError::session_ended);
    EXPECT_EQ(refused(before.refresh), SessionError::ended);
    EXPECT_TRUE(test.log_in()) << "anew";
  }
}

TEST_F(SessionsTest, AUsersOwnChangeOfPasswordKeepsTheSessionItCameFrom) {
  const auto other = test.log_in().value();
  auto& own = test.program->own;
  const auto kept = test.session_of(pair.access);
  const auto wrong = run(own.change_password(store::Actor{}, user.id, Secret{"wrong one"},
                                             Secret{"zqkvjxwp2"}, kept, test_job()));
  EXPECT_EQ(wrong.error(), AccountError::wrong_credentials);
  const auto weak = run(own.change_password(store::Actor{}, user.id, Secret{test.password},
                                            Secret{"password"}, kept, test_job()));
  EXPECT_EQ(weak.error(), AccountError::password_refused);
  expect_everywhere(other.access, std::nullopt);
  ASSERT_TRUE(run(own.change_password(store::Actor{}, user.id, Secret{test.password}, Secret{"zqkvjxwp2"},
                                      kept, test_job())));
  expect_everywhere(pair.access, std::nullopt);
  expect_everywhere(other.access, AccessError::session_ended);
  EXPECT_FALSE(test.log_in());
  EXPECT_TRUE(test.log_in("zqkvjxwp2"));
}

TEST_F(SessionsTest, AnotherAddressEndsTheOtherSessions) {
  const auto other = test.log_in().value();
  const auto kept = test.session_of(pair.access);
  auto& own = test.program->own;
  ASSERT_TRUE(
      run(own.change_email(store::Actor{}, user.id, "b@c.d", Secret{test.password}, kept, test_job())));
  expect_everywhere(pair.access, std::nullopt);
  expect_everywhere(other.access, AccessError::session_ended);
}

TEST_F(SessionsTest, ALostAnswerIsRepeatedWithinTheGraceThatIsSet) {
  SessionOptions options;
  options.grace = seconds{30};
  Sessions lenient{test.program->store->sessions(), test.program->accounts, test.tokens, options};
  const auto lost = run(lenient.refresh(store::Actor{}, pair.refresh)).value();
  test.clock.advance(seconds{20});
  const auto again = run(lenient.refresh(store::Actor{}, pair.refresh));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->refresh, lost.refresh) << "the same successor, which was never used";
  ASSERT_TRUE(run(lenient.refresh(store::Actor{}, again->refresh)));
  EXPECT_EQ(run(lenient.refresh(store::Actor{}, pair.refresh)).error(), SessionError::spent)
      << "its successor was used";
}

TEST_F(SessionsTest, TheOwnSessionIsOnTheFirstPageAndOnNoOther) {
  const auto own = test.session_of(pair.access);
  for (int i = 0; i < 4; ++i) {
    test.clock.advance(seconds{1});
    ASSERT_TRUE(test.log_in());
  }
  for (const std::size_t limit : {1U, 2U, 3U, 5U}) {
    std::vector<Uuid> listed;
    std::optional<store::SessionCursor> next{std::in_place};
    bool is_first = true;
    while (next) {
      const auto page = run(sessions().list(user.id, own, *next, limit)).value();
      EXPECT_LE(page.sessions.size(), limit);
      for (const auto& session : page.sessions) listed.push_back(session.id);
      EXPECT_EQ(std::ranges::count(page.sessions, own, &store::Session::id), is_first ? 1 : 0) << limit;
      is_first = false;
      next = page.next;
    }
    EXPECT_THAT(listed, SizeIs(5)) << limit;
  }
}

TEST_F(SessionsTest, AUsersOwnAccountWaitsForNobodyWhoHasGone) {
  auto& own = test.program->own;
  const auto gone = abandoned_job();
  const auto finished = test.program->hasher.stats().finished;
  EXPECT_EQ(run(own.change_password(store::Actor{}, user.id, Secret{test.password}, Secret{"zqkvjxwp2"},
                                    std::nullopt, gone))
                .error(),
            AccountError::busy);
  EXPECT_EQ(run(own.change_email(store::Actor{}, user.id, "b@c.d", Secret{test.password}, std::nullopt, gone))
                .error(),
            AccountError::busy);
  EXPECT_EQ(run(own.leave(store::Actor{}, user.id, Secret{test.password}, gone)).error(), AccountError::busy);
  EXPECT_EQ(test.program->hasher.stats().finished, finished) << "nothing was computed";
}

TEST_F(SessionsTest, AUsersOwnAccountTakesThePassword) {
  test.add("eve@example.org");
  auto& own = test.program->own;
  EXPECT_EQ(
      run(own.change_email(store::Actor{}, user.id, "b@c.d", Secret{"wrong one"}, std::nullopt, test_job()))
          .error(),
      AccountError::wrong_credentials);
  EXPECT_EQ(
      run(own.change_email(store::Actor{}, user.id, "no", Secret{test.password}, std::nullopt, test_job()))
          .error(),
      AccountError::invalid_email);
  EXPECT_EQ(run(own.change_email(store::Actor{}, user.id, "EVE@example.org", Secret{test.password},
                                 std::nullopt, test_job()))
                .error(),
            AccountError::email_taken);
  EXPECT_EQ(
      run(own.change_email(store::Actor{}, user.id, "b@c.d", Secret{test.password}, std::nullopt, test_job()))
          ->email,
      "b@c.d");
  EXPECT_EQ(run(own.leave(store::Actor{}, user.id, Secret{"wrong one"}, test_job())).error(),
            AccountError::wrong_credentials);
  ASSERT_TRUE(run(own.leave(store::Actor{}, user.id, Secret{test.password}, test_job())));
  expect_everywhere(pair.access, AccessError::not_found);
  EXPECT_EQ(refused(pair.refresh), SessionError::ended);
  EXPECT_EQ(run(own.leave(store::Actor{}, user.id, Secret{test.password}, test_job())).error(),
            AccountError::not_found);
}

TEST_F(SessionsTest, TheCleanerForgetsWhatIsOverInBatches) {
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(
        run(sessions().log_out(store::Actor{}, user.id, test.session_of(test.log_in().value().access), {})));
  }
  auto& store = test.program->store->sessions();
  EXPECT_EQ(run(delete_expired_sessions(store, 3)), 0U);
  test.clock.advance(minutes{30});
  EXPECT_EQ(run(delete_expired_sessions(store, 3)), 4U);
  EXPECT_TRUE(test.refresh(pair.refresh)) << "what goes on stays";
  const auto session = test.session_of(test.log_in().value().access);
  test.clock.advance(days{8});
  const store::LentContext lent;
  auto& worker = *lent;
  int times = 0;
  auto work = [&]() -> awaitable<> {
    ++times;
    co_await delete_expired_sessions(store);
    if (times == 2) worker.stop();
  };
  const PeriodicTask cleaning{worker, std::chrono::milliseconds{1}, work};
  worker.run();
  EXPECT_EQ(times, 2);
  EXPECT_EQ(run(store.find_session(session)).error(), store::StoreError::not_found);
}

TEST(EndedSessionsTest, HoldsWhatEndedOnlyForAsLongAsItsTokensLast) {
  SessionsUnderTest test;
  store::Changes changes;
  auto& ended = test.program->ended;
  const auto until = test.clock.now() + minutes{30};
  for (int i = 0; i < 5000; ++i) changes.sessions.push_back({Uuid::random(), until});
  test.program->store->changes().publish(changes);
  EXPECT_EQ(ended.size(0), 5000U);
  for (const auto& one : changes.sessions) ASSERT_EQ(ended.has_ended(1, one.id), true);
  EXPECT_EQ(ended.has_ended(0, Uuid::random()), false);
  test.clock.advance(minutes{30});
  for (int round = 0; round < 8; ++round) {
    store::Changes more;
    for (int i = 0; i < 5000; ++i) more.sessions.push_back({Uuid::random(), test.clock.now() + seconds{1}});
    test.program->store->changes().publish(more);
    EXPECT_LE(ended.size(0), 20000U);
    test.clock.advance(seconds{1});
  }
  EXPECT_LE(ended.size(1), 20000U) << "one that never looked";
}

TEST(EndedSessionsTest, AnAcknowledgedEndIsSeenByEveryThread) {
  SessionsUnderTest test;
  const auto user = test.add();
  std::atomic<int> acknowledged{0};
  std::vector<Uuid> ids(200);
  std::atomic<int> missed{0};
  std::vector<std::thread> readers;
  for (std::size_t worker = 0; worker < test.workers; ++worker) {
    readers.emplace_back([&, worker] {
      while (acknowledged < 200) {
        const int known = acknowledged;
        if (known > 0 &&
            test.program->ended.has_ended(worker, ids[static_cast<std::size_t>(known) - 1]) != true)
          ++missed;
      }
    });
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ids[i] = test.session_of(test.log_in().value().access);
    run(test.program->sessions.log_out(store::Actor{}, user.id, ids[i], {})).value();
    acknowledged = static_cast<int>(i) + 1;
  }
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(missed, 0);
}

}  // namespace
}  // namespace gatehouse::auth
