// SPDX-License-Identifier: Apache-2.0
// Roles: granting them, finding them in tokens, and taking them away.
#include "auth/roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "auth/clients/clients.h"
#include "auth/print.h"
#include "auth/scope.h"
#include "auth/sessions_under_test.h"
#include "auth/tokens/introspection.h"
#include "store/sample_changes.h"

namespace gatehouse::auth {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using Words = std::vector<std::string>;

TEST(Scope, ListsAreTakenApartAndPutTogether) {
  EXPECT_EQ(join_scopes("a b", "c a"), "a b c");
  EXPECT_EQ(join_scopes("", "a"), "a");
  EXPECT_EQ(common_scope("a b c", "c a d"), "a c");
  EXPECT_EQ(common_scope("ab", "a b"), "");
  EXPECT_EQ(without_scope("a b c", "b x"), "a c");
  EXPECT_THAT(words_of("a bc"), ElementsAre("a", "bc"));
  EXPECT_THAT(words_of(""), IsEmpty());
  EXPECT_EQ(parse_scope(Words{"b", "a", "b"}), "b a");
  for (const auto& bad : {Words{""}, Words{"a", "b c"}, Words{" a"}, Words{"\""}, Words{"\\"}, Words{"ä"},
                          Words{std::string(1, '\0')}, Words{std::string(max_scope + 1, 'a')}}) {
    EXPECT_EQ(parse_scope(bad), std::nullopt) << bad.back();
  }
}

TEST(Scope, AdministratorsHaveOneMore) {
  EXPECT_EQ(scope_of(store::Roles{"a b"}), "a b");
  EXPECT_EQ(scope_of(store::Roles{"a admin b"}), "a admin b");
  EXPECT_TRUE(is_admin(store::Roles{"a admin b"}));
  EXPECT_TRUE(is_admin(store::Roles{"admin"}));
  EXPECT_FALSE(is_admin(store::Roles{"administrator"}));
  EXPECT_FALSE(is_admin(store::Roles{""}));
}

class RolesTest : public testing::Test {
 protected:
  store::User grant(Words words) {
    return run(accounts().update_roles(store::Actor{}, user.id, std::move(words), {})).value();
  }
  store::User take(Words words) {
    return run(accounts().update_roles(store::Actor{}, user.id, {}, std::move(words))).value();
  }
  AccountResult<TokenPair> log_in(std::optional<std::string> scope, std::optional<std::string> client = {}) {
    if (client) {
      EXPECT_TRUE(
          run(test.program->store->clients().create_client(store::Call{}, store::sample_client(*client))));
    }
    return run(sessions().log_in(store::Actor{}, test.email, Secret{test.password}, test_job(),
                                 {std::move(scope), std::move(client)}));
  }
  SessionResult<TokenPair> refresh(const TokenPair& pair, std::optional<std::string> scope = {},
                                   std::optional<std::string> client = {}) {
    return run(sessions().refresh(store::Actor{}, pair.refresh, {std::move(scope), std::move(client)}));
  }
  crypto::Claims claims(const TokenPair& pair) { return test.tokens.verify_access(pair.access).value(); }
  /// Returns the scope that both the token and its user's roles allow.
  std::string opens(const TokenPair& pair) {
    return run(test.program->tokens.check_access(pair.access, 0)).value().scope;
  }
  Accounts& accounts() { return test.program->accounts; }
  Sessions& sessions() { return test.program->sessions; }

  SessionsUnderTest test;
  store::User user = test.add();
};

TEST_F(RolesTest, AreGrantedAndTakenAway) {
  EXPECT_EQ(grant({"b", "a", "b"}).roles.words, "a b");
  EXPECT_EQ(grant({"c", "a"}).roles.words, "a b c");
  const auto admin = grant({"admin"});
  EXPECT_EQ(admin.roles, (store::Roles{"a admin b c"}));
  EXPECT_EQ(take({"a", "admin", "x"}).roles, (store::Roles{"b c"}));
  EXPECT_EQ(run(accounts().update_roles(store::Actor{}, user.id, {"x y"}, {})).error(),
            AccountError::invalid_scope);
  EXPECT_EQ(run(accounts().update_roles(store::Actor{}, user.id, {}, {""})).error(),
            AccountError::invalid_scope);
  EXPECT_EQ(
      run(accounts().update_roles(store::Actor{}, user.id, {std::string(max_scope - 3, 'x')}, {})).error(),
      AccountError::invalid_scope)
      << "too long in all";
  EXPECT_EQ(run(accounts().update_roles(store::Actor{}, Uuid::random(), {"x"}, {})).error(),
            AccountError::not_found);
  EXPECT_EQ(run(accounts().find_user_by_email(test.email))->roles.words, "b c") << "refusals change nothing";
}

TEST_F(RolesTest, OfTwoOperatorsAtOnceNoneUndoesTheOther) {
  std::vector<std::thread> operators;
  for (int i = 0; i < 3; ++i) {
    operators.emplace_back([&, i] {
      for (int k = 0; k < 5; ++k) {
        const std::string word = std::to_string(i) + "." + std::to_string(k);
        while (run(accounts().update_roles(store::Actor{}, user.id, {word}, {})).has_error()) {
        }
      }
    });
  }
  for (auto& one : operators) one.join();
  EXPECT_EQ(words_of(run(accounts().find_user_by_email(test.email))->roles.words).size(), 15U);
}

TEST_F(RolesTest, TokensCarryThemAsTheyAreThen) {
  const auto plain = log_in({}).value();
  EXPECT_EQ(claims(plain).scope, "");
  EXPECT_EQ(plain.scope, "");
  grant({"read", "admin"});
  EXPECT_EQ(opens(plain), "") << "the token was not given it";
  const auto next = refresh(plain).value();
  EXPECT_EQ(claims(next).scope, "admin read");
  EXPECT_EQ(next.scope, "admin read");
  EXPECT_EQ(opens(next), "admin read");
  EXPECT_EQ(test.tokens.verify_refresh(next.refresh)->scope, "") << "a refresh token buys, and opens nothing";
}

TEST_F(RolesTest, WhatIsTakenAwayIsGoneAtOnceAndFromTheNextToken) {
  grant({"read", "write", "admin"});
  const auto pair = log_in({}).value();
  EXPECT_EQ(opens(pair), "admin read write");
  take({"admin", "read"});
  EXPECT_EQ(opens(pair), "write") << "also where the token was remembered as verified";
  EXPECT_EQ(claims(pair).scope, "admin read write");
  EXPECT_EQ(claims(refresh(pair).value()).scope, "write");
}

TEST_F(RolesTest, ALoginMayAskForLessAndItsSessionStaysSo) {
  grant({"read", "write"});
  auto pair = log_in("  write  write").value();
  EXPECT_EQ(claims(pair).scope, "write");
  EXPECT_EQ(opens(pair), "write") << "though its user may more";
  EXPECT_EQ(claims(pair = refresh(pair).value()).scope, "write");
  EXPECT_EQ(refresh(pair, "read").error(), SessionError::invalid_scope);
  grant({"more"});
  EXPECT_EQ(claims(pair = refresh(pair).value()).scope, "write") << "never wider than what was asked for";
  take({"write"});
  EXPECT_EQ(claims(pair = refresh(pair).value()).scope, "");
  EXPECT_EQ(claims(log_in("").value()).scope, "") << "nothing is less than all";
  const auto none = log_in("").value();
  EXPECT_EQ(claims(refresh(none).value()).scope, "");
}

TEST_F(RolesTest, ALoginMayNotAskForMore) {
  grant({"read"});
  for (const auto* scope : {"admin", "read write", "rea", "READ", "read\twrite", "\""}) {
    EXPECT_EQ(log_in(scope).error(), AccountError::invalid_scope) << scope;
  }
  EXPECT_THAT(run(sessions().list(user.id)).value().sessions, IsEmpty()) << "no session has begun";
  const auto wrong =
      run(sessions().log_in(store::Actor{}, test.email, Secret{"wrong"}, test_job(), {"admin", ""}));
  EXPECT_EQ(wrong.error(), AccountError::wrong_credentials)
      << "only its owner learns what an account may have";
}

TEST_F(RolesTest, ARefreshMayAskForLessOnce) {
  grant({"read", "write"});
  const auto pair = log_in({}).value();
  for (const auto* scope : {"admin", "read admin", "\\"}) {
    EXPECT_EQ(refresh(pair, scope).error(), SessionError::invalid_scope) << scope;
  }
  const auto less = refresh(pair, "read").value();
  EXPECT_EQ(claims(less).scope, "read");
  EXPECT_EQ(less.scope, "read");
  EXPECT_EQ(claims(refresh(pair, "write").value()).scope, "write") << "within the grace, too";
  EXPECT_EQ(claims(refresh(less).value()).scope, "read write")
      << "RFC 6749 6: the refresh token is as it was";
}

TEST_F(RolesTest, AScopeThatIsRefusedHidesNoReuse) {
  const auto first = log_in({}).value();
  const auto second = refresh(first).value();
  test.clock.advance(seconds{11});
  ASSERT_TRUE(refresh(second));
  EXPECT_EQ(refresh(first, "x").error(), SessionError::spent);
  EXPECT_EQ(refresh(second).error(), SessionError::ended);
  EXPECT_EQ(refresh(second, "x").error(), SessionError::ended);
}

TEST_F(RolesTest, ATokenNamesTheClientThatGotIt) {
  EXPECT_EQ(claims(log_in({}).value()).client, "");
  const auto pair = log_in({}, "reports").value();
  EXPECT_EQ(claims(pair).client, "reports");
  EXPECT_FALSE(stands_for_client(claims(pair)));
  EXPECT_EQ(test.access(pair.access), std::nullopt);
  EXPECT_EQ(claims(refresh(pair, {}, "reports").value()).client, "reports");
  const auto nobodys = refresh(log_in({}).value()).value();
  EXPECT_EQ(claims(nobodys).client, "");
  EXPECT_EQ(claims(refresh(nobodys, {}, "other").value()).client, "other") << "whoever gets it now";
  const auto looks_like_one = log_in({}, user.id.to_string()).value();
  EXPECT_FALSE(stands_for_client(claims(looks_like_one)))
      << "Clients::create takes no such id; the store would";
}

TEST_F(RolesTest, IntrospectionTellsWhatATokenIsForNow) {
  auto& store = test.program->store->clients();
  ClientTokens own{test.tokens, store};
  Introspection issued{test.tokens, test.program->tokens, sessions(), own, test.program->cache};
  store::Client asker;
  asker.introspects_all = true;
  const auto scope = [&](const std::string& token) {
    return run(issued.introspect(asker, token, 0)).value().value().claims.scope;
  };
  grant({"read", "write", "admin"});
  const auto pair = log_in("read admin", "reports").value();
  EXPECT_EQ(scope(pair.access), "admin read");
  EXPECT_EQ(scope(pair.refresh), "admin read");
  take({"admin"});
  EXPECT_EQ(scope(pair.access), "read");
  EXPECT_EQ(scope(pair.refresh), "read");
}

TEST_F(RolesTest, AForeignTokenGivesNobodyARole) {
  AccessChecks lenient{
      test.tokens, test.program->cache, test.program->ended, {.accept_without_session = true}};
  auto forged = test.tokens.access_claims(user.id.to_string());
  forged.scope = "admin read";
  const auto token = test.tokens.sign_access(forged);
  EXPECT_EQ(run(lenient.check_access(token, 0))->scope, "");
  grant({"read"});
  EXPECT_EQ(run(lenient.check_access(token, 0))->scope, "read");
}

}  // namespace
}  // namespace gatehouse::auth
