// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/introspection.h"

#include <gtest/gtest.h>

#include <string>

#include "auth/clients/clients.h"
#include "auth/print.h"
#include "auth/sessions_under_test.h"
#include "store/sample_changes.h"

namespace gatehouse::auth {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class IntrospectionTest : public testing::Test {
 protected:
  bool is_active(const std::string& token) {
    store::Client asker;
    asker.id = "asker";
    asker.introspects_all = true;
    return is_told_of(asker, token);
  }
  bool is_told_of(const store::Client& asker, const std::string& token) {
    return run(issued.introspect(asker, token, 0)).value().has_value();
  }
  TokenPair log_in_by(const std::string& client) {
    return run(test.program->sessions.log_in(store::Actor{}, test.email, Secret{test.password}, test_job(),
                                             TokenRequest{std::nullopt, client}))
        .value();
  }
  store::Client add_client(std::string id) {
    return run(clients.create(store::Actor{}, "x", std::move(id), "read write")).value().client;
  }
  std::string own_token(const store::Client& client) {
    return own.issue(client, std::nullopt).value().access;
  }

  SessionsUnderTest test;
  store::User user = test.add();
  store::ClientStore& store = test.program->store->clients();
  Clients clients{store};
  ClientTokens own{test.tokens, store};
  Introspection issued{test.tokens, test.program->tokens, test.program->sessions, own, test.program->cache};
};

TEST_F(IntrospectionTest, UserTokensAreGoodAsLongAsTheyOpenSomething) {
  const auto pair = test.log_in().value();
  EXPECT_TRUE(is_active(pair.access));
  EXPECT_TRUE(is_active(pair.refresh));
  test.clock.advance(minutes{30});
  EXPECT_FALSE(is_active(pair.access));
  EXPECT_TRUE(is_active(pair.refresh));
  test.clock.advance(days{7});
  EXPECT_FALSE(is_active(pair.refresh));
}

TEST_F(IntrospectionTest, NoRefreshTokenOutlivesItsSession) {
  auto pair = test.log_in().value();
  for (int day = 0; day < 29; ++day) {
    test.clock.advance(days{1});
    pair = test.refresh(pair.refresh).value();
  }
  EXPECT_TRUE(is_active(pair.refresh));
  test.clock.advance(days{1});
  EXPECT_FALSE(is_active(pair.refresh));
}

TEST_F(IntrospectionTest, AskingSpendsNothing) {
  const auto pair = test.log_in().value();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(is_active(pair.refresh));
  const auto next = test.refresh(pair.refresh).value();
  EXPECT_FALSE(is_active(pair.refresh));
  test.clock.advance(hours{1});
  EXPECT_FALSE(is_active(pair.refresh));
  EXPECT_TRUE(is_active(next.refresh)) << "no reuse was found by asking";
}

TEST_F(IntrospectionTest, AClientsOwnTokenLivesWithItsClient) {
  const auto client = add_client("reports");
  const auto token = own_token(client);
  EXPECT_TRUE(is_active(token));
  EXPECT_EQ(test.access(token), AccessError::invalid) << "it is nobody's login";
  ASSERT_TRUE(run(clients.disable(store::Actor{}, "reports")));
  EXPECT_FALSE(is_active(token));
  ASSERT_TRUE(run(clients.enable(store::Actor{}, "reports")));
  EXPECT_TRUE(is_active(token));
  ASSERT_TRUE(run(clients.delete_client(store::Actor{}, "reports")));
  test.clock.advance(seconds{1});
  const auto again = add_client("reports");
  EXPECT_FALSE(is_active(token)) << "of another client of that id";
  EXPECT_TRUE(is_active(own_token(again)));
  const auto last = own_token(again);
  test.clock.advance(minutes{30});
  EXPECT_FALSE(is_active(last)) << "expired";
}

TEST_F(IntrospectionTest, AClientOfAUsersIdIsNotThatUser) {
  // Clients::create refuses such an id, but the store accepts it.
  const auto client =
      run(store.create_client(store::Call{}, store::sample_client(user.id.to_string()))).value();
  AccessChecks lenient{
      test.tokens, test.program->cache, test.program->ended, {.accept_without_session = true}};
  const auto token = own_token(client);
  EXPECT_FALSE(run(lenient.check_access(token, 0)));
  EXPECT_TRUE(run(lenient.check_access(test.tokens.issue_access(user.id.to_string()), 0)));
}

TEST_F(IntrospectionTest, ScopeOnlyNarrows) {
  const auto client = add_client("reports");
  EXPECT_EQ(own.issue(client, std::nullopt)->scope, "read write");
  EXPECT_EQ(own.issue(client, "write")->scope, "write");
  EXPECT_EQ(own.issue(client, "write read")->scope, "write read");
  for (const auto* scope : {"rea", "read writ", "admin", "readwrite", "read\"", "READ"}) {
    EXPECT_EQ(own.issue(client, scope).error(), ClientError::invalid_scope) << scope;
  }
}

TEST_F(IntrospectionTest, RevokingEndsTheSessionAndStaysSo) {
  const auto by_access = test.log_in().value();
  const auto by_refresh = test.log_in().value();
  const auto kept = test.log_in().value();
  const auto client = add_client("reports");
  const auto token = own_token(client);
  const auto theirs = own_token(add_client("other"));
  for (const auto& text : {by_access.access, by_refresh.refresh, token, std::string{"nonsense"}}) {
    EXPECT_TRUE(run(issued.revoke(store::Actor{}, "reports", text)));
  }
  EXPECT_EQ(run(issued.revoke(store::Actor{}, "reports", theirs)).error(), SessionError::wrong_client);
  for (const auto& pair : {by_access, by_refresh}) {
    EXPECT_EQ(test.access(pair.access), AccessError::session_ended);
    EXPECT_FALSE(is_active(pair.access));
    EXPECT_FALSE(is_active(pair.refresh));
  }
  EXPECT_FALSE(is_active(token));
  EXPECT_TRUE(is_active(theirs)) << "another client's";
  EXPECT_TRUE(is_active(kept.access));
}

TEST_F(IntrospectionTest, ASessionIsOpenToItsClientAlone) {
  const auto reports = add_client("reports");
  const auto other = add_client("other");
  const auto pair = log_in_by("reports");
  auto& sessions = test.program->sessions;
  const auto refused = [&](std::optional<std::string> client) {
    return run(sessions.refresh(store::Actor{}, pair.refresh, TokenRequest{std::nullopt, std::move(client)}))
        .error();
  };
  EXPECT_EQ(refused("other"), SessionError::wrong_client);
  EXPECT_EQ(refused(std::nullopt), SessionError::wrong_client);
  for (const auto& text : {pair.access, pair.refresh}) {
    EXPECT_EQ(run(issued.revoke(store::Actor{}, "other", text)).error(), SessionError::wrong_client);
    EXPECT_TRUE(is_told_of(reports, text));
    EXPECT_FALSE(is_told_of(other, text));
  }
  const auto next =
      run(sessions.refresh(store::Actor{}, pair.refresh, TokenRequest{std::nullopt, "reports"})).value();
  ASSERT_TRUE(run(issued.revoke(store::Actor{}, "reports", next.refresh)));
  EXPECT_EQ(test.access(next.access), AccessError::session_ended);
}

TEST_F(IntrospectionTest, WhatNoClientBeganIsToldOfToThoseWhoMayAskAboutAll) {
  const auto other = add_client("other");
  const auto pair = test.log_in().value();
  for (const auto& text : {pair.access, pair.refresh}) EXPECT_FALSE(is_told_of(other, text));
  const auto all = run(clients.set_introspection(store::Actor{}, "other", true)).value();
  for (const auto& text : {pair.access, pair.refresh}) EXPECT_TRUE(is_told_of(all, text));
}

TEST_F(IntrospectionTest, NoSessionBeginsForAClientThatWasDisabledMeanwhile) {
  add_client("reports");
  ASSERT_TRUE(run(clients.disable(store::Actor{}, "reports")));
  const auto made = run(test.program->sessions.log_in(store::Actor{}, test.email, Secret{test.password},
                                                      test_job(), TokenRequest{std::nullopt, "reports"}));
  EXPECT_EQ(made.error(), AccountError::busy);
  EXPECT_TRUE(run(test.program->sessions.list(user.id)).value().sessions.empty());
}

}  // namespace
}  // namespace gatehouse::auth
