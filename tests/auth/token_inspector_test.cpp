// SPDX-License-Identifier: Apache-2.0
// An inspection predicts what the server does, whatever has happened to the token.
#include "auth/tokens/token_inspector.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "auth/clients/clients.h"
#include "auth/print.h"
#include "auth/sessions_under_test.h"

namespace gatehouse::auth {
namespace {

using crypto::Signer;
using crypto::TokenError;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using store::RefreshOutcome;
using List = std::vector<Objection>;

class TokenInspectorTest : public testing::Test {
 protected:
  TokenInspection inspect(const std::string& token) { return run(inspector.inspect(token, 0)).value(); }
  List objections(const std::string& token) { return inspect(token).objections.list(); }

  /// Expects that the inspection says what `/me` does, on both workers.
  void expect_as_said(const std::string& access) {
    const auto inspection = inspect(access);
    for (const std::size_t context : {0U, 1U}) {
      const auto error = test.access(access, context);
      EXPECT_EQ(inspection.is_accepted(), !error);
    }
  }
  /// As above for a refresh, which it then performs.
  SessionResult<TokenPair> refresh_as_said(const std::string& token) {
    const auto inspection = inspect(token);
    auto refreshed = test.refresh(token);
    EXPECT_EQ(inspection.is_accepted(), refreshed.has_value());
    return refreshed;
  }

  SessionsUnderTest test;
  store::User user = test.add();
  ClientTokens own{test.tokens, test.program->store->clients()};
  TokenInspector inspector{test.tokens, test.program->tokens, test.program->sessions, own,
                           test.program->cache};
};

TEST_F(TokenInspectorTest, GoodTokens) {
  const auto pair = test.log_in().value();
  const auto access = inspect(pair.access);
  EXPECT_TRUE(access.is_accepted());
  EXPECT_EQ(access.kind, TokenKind::access);
  EXPECT_EQ(access.findings.signer, Signer::secret);
  ASSERT_TRUE(access.user);
  EXPECT_EQ(access.user->id, user.id);
  ASSERT_TRUE(access.session);
  EXPECT_EQ(access.session->id, test.session_of(pair.access));
  const auto refresh = inspect(pair.refresh);
  EXPECT_TRUE(refresh.is_accepted());
  EXPECT_EQ(refresh.kind, TokenKind::refresh);
  EXPECT_EQ(refresh.refresh, RefreshOutcome::rotated);
  expect_as_said(pair.access);
  EXPECT_TRUE(refresh_as_said(pair.refresh));
}

TEST_F(TokenInspectorTest, LookingSpendsNothing) {
  const auto first = test.log_in().value();
  const auto second = test.refresh(first.refresh).value();
  EXPECT_EQ(inspect(first.refresh).refresh, RefreshOutcome::replayed);
  EXPECT_TRUE(inspect(first.refresh).is_accepted());
  test.clock.advance(seconds{10});
  EXPECT_EQ(objections(first.refresh), List{Objection::token_spent});
  EXPECT_TRUE(inspect(second.refresh).is_accepted()) << "no reuse was found by looking";
  EXPECT_EQ(refresh_as_said(first.refresh).error(), SessionError::spent);
  EXPECT_EQ(objections(second.refresh), List{Objection::session_ended});
  EXPECT_EQ(inspect(second.access).session->end_reason, store::EndReason::token_reused);
  expect_as_said(second.access);
}

TEST_F(TokenInspectorTest, AllReasonsAreFound) {
  const auto pair = test.log_in().value();
  ASSERT_TRUE(run(test.program->accounts.disable(store::Actor{}, user.id)));
  expect_as_said(pair.access);
  EXPECT_EQ(objections(pair.access), (List{Objection::user_disabled, Objection::session_ended}));
  EXPECT_EQ(objections(pair.refresh), (List{Objection::user_disabled, Objection::session_ended}));
  test.clock.advance(minutes{30});
  const auto late = inspect(pair.access);
  EXPECT_EQ(late.findings.faults.list(), std::vector{TokenError::expired});
  EXPECT_EQ(late.objections.list(), (List{Objection::user_disabled, Objection::session_ended}));
  ASSERT_TRUE(run(test.program->accounts.delete_user(store::Actor{}, user.id)));
  expect_as_said(pair.access);
  EXPECT_TRUE(inspect(pair.access).objections.contains(Objection::user_deleted));
  EXPECT_FALSE(refresh_as_said(pair.refresh));
}

TEST_F(TokenInspectorTest, ASessionThatHasHadItsTime) {
  const auto pair = test.log_in().value();
  test.clock.advance(days{7});
  EXPECT_EQ(inspect(pair.refresh).findings.faults.list(), std::vector{TokenError::expired});
  EXPECT_EQ(objections(pair.refresh), List{Objection::session_expired});
  EXPECT_FALSE(refresh_as_said(pair.refresh));
}

TEST_F(TokenInspectorTest, NothingIsLookedUpForAForger) {
  const auto pair = test.log_in().value();
  const crypto::Tokens strangers{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random(),
                                 crypto::TokenOptions{.clock = test.clock}};
  const auto claims = test.tokens.verify_access(pair.access).value();
  for (const auto& token : {strangers.sign_access(claims), strangers.sign_refresh(claims)}) {
    const auto inspection = inspect(token);
    EXPECT_FALSE(inspection.is_accepted());
    EXPECT_EQ(inspection.findings.signer, Signer::nobody);
    EXPECT_FALSE(inspection.user);
    EXPECT_FALSE(inspection.session);
    EXPECT_TRUE(inspection.objections.empty());
  }
  EXPECT_EQ(inspect("nonsense").findings.faults.list(), std::vector{TokenError::malformed});
}

TEST_F(TokenInspectorTest, IdsThatAreNone) {
  auto claims = test.tokens.access_claims("ada", "s1");
  expect_as_said(test.tokens.sign_access(claims));
  EXPECT_EQ(objections(test.tokens.sign_access(claims)), (List{Objection::no_user, Objection::no_session}));
  EXPECT_EQ(objections(test.tokens.sign_refresh(claims)), List{Objection::no_session});
  claims.id = "x";
  EXPECT_EQ(objections(test.tokens.sign_refresh(claims)), (List{Objection::no_session, Objection::no_id}));
}

TEST_F(TokenInspectorTest, TokensFromBeforeARestore) {
  const auto pair = test.log_in().value();
  const auto session = test.session_of(pair.access).to_string();
  store::RestoreEpoch epoch{*test.program->store};
  AccessChecks after{test.tokens, test.program->cache, test.program->ended, {.epoch = &epoch}};
  EXPECT_TRUE(run(after.check_access(pair.access, 0))) << "no backup was restored yet";
  test.program->store->changes().publish_epoch(std::chrono::floor<seconds>(test.clock.now()) + seconds{1});
  EXPECT_EQ(run(after.check_access(pair.access, 0)).error(), AccessError::session_ended);
  EXPECT_EQ(after.check_cached(pair.access, 0)->error(), AccessError::session_ended) << "without a question";
  auto undated = test.tokens.access_claims(user.id.to_string(), session);
  undated.issued_at.reset();
  EXPECT_FALSE(run(after.check_access(test.tokens.sign_access(undated), 0)));
  EXPECT_FALSE(test.access(test.tokens.sign_access(undated)));
  auto later = test.tokens.access_claims(user.id.to_string(), session);
  later.issued_at = std::chrono::floor<seconds>(test.clock.now()) + seconds{1};
  EXPECT_TRUE(run(after.check_access(test.tokens.sign_access(later), 0)));
  const auto view = run(after.inspect(test.tokens.verify_access(pair.access).value(), 0)).value();
  EXPECT_EQ(view.objections.list(), List{Objection::before_restore});
  auto clients_claims = test.tokens.access_claims("reader");
  clients_claims.client = "reader";
  ClientTokens then{test.tokens, test.program->store->clients(), &epoch};
  EXPECT_TRUE(run(then.inspect(clients_claims))->objections.contains(Objection::before_restore));
  EXPECT_FALSE(run(own.inspect(clients_claims))->objections.contains(Objection::before_restore));
}

}  // namespace
}  // namespace gatehouse::auth
