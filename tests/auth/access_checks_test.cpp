// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/access_checks.h"
#include "auth/print.h"

#include <gtest/gtest.h>

#include <functional>

#include "auth/accounts_under_test.h"

namespace gatehouse::auth {

namespace {

using std::chrono::minutes;

class AccessChecksTest : public testing::Test {
 protected:
  crypto::TokenOptions token_options() { return {.clock = test.clock}; }

  /// Returns the error that both ways of checking agree on, or nullopt.
  std::optional<AccessError> error_of(AccessChecks& with, std::string_view token, std::size_t worker = 0) {
    const auto at_once = with.check_cached(token, worker);
    const auto access = run(with.check_access(token, worker));
    if (at_once) {
      EXPECT_EQ(at_once->has_value(), access.has_value());
      EXPECT_EQ(at_once->error(), access.error());  // without an error both have the same default
    }
    if (access) return std::nullopt;
    return access.error();
  }

  struct Pair {
    std::string access;
    std::string refresh;
  };
  /// Returns tokens as a login issues them.
  Pair issue(const store::User& whom) {
    const auto session = Uuid::random().to_string();
    return {tokens.issue_access(whom.id.to_string(), session),
            tokens.issue_refresh(whom.id.to_string(), session)};
  }

  /// Returns a token that is valid except for what `change` does to its claims.
  std::string token_with(const std::function<void(crypto::Claims&)>& change) {
    auto claims = tokens.access_claims(user.id.to_string(), Uuid::random().to_string());
    change(claims);
    return tokens.sign_access(claims);
  }

  AccountsUnderTest test;
  store::User user = test.add();
  crypto::Tokens tokens{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random(), token_options()};
  store::EndedSessions ended{*test.real, test.workers, test.clock};
  AccessChecks service{tokens, test.cache, ended};
  AccessChecks lenient{tokens, test.cache, ended, {.accept_without_session = true}};
};

TEST_F(AccessChecksTest, OpensForItsUser) {
  const auto pair = issue(user);
  const auto access = run(service.check_access(pair.access, 1));
  ASSERT_TRUE(access);
  EXPECT_EQ(*access->user, user);
  ASSERT_TRUE(access->session);
  EXPECT_EQ(access->session->to_string(), tokens.verify_access(pair.access)->session);
}

TEST_F(AccessChecksTest, CachedUserNeedsNoStore) {
  const auto pair = issue(user);
  EXPECT_FALSE(service.check_cached(pair.access, 0)) << "not yet in this copy";
  ASSERT_TRUE(run(service.check_access(pair.access, 0)));
  EXPECT_FALSE(service.check_cached(pair.access, 1)) << "each worker has its own";
  test.store.fail_at(1);
  const auto at_once = service.check_cached(pair.access, 0);
  ASSERT_TRUE(at_once);
  ASSERT_TRUE(at_once->has_value());
  EXPECT_EQ(*(*at_once)->user, user);
  EXPECT_TRUE(run(service.check_access(pair.access, 0)));
  EXPECT_FALSE(test.store.has_failed());
}

TEST_F(AccessChecksTest, RefusesWhatIsNoAccessToken) {
  const auto pair = issue(user);
  const crypto::Tokens others{crypto::AccessTokenKey::random(), crypto::RefreshTokenKey::random(),
                              token_options()};
  ASSERT_TRUE(run(service.check_access(pair.access, 0)));
  const std::string cases[] = {
      "",
      "x",
      "a.b.c",
      pair.refresh,
      pair.access + "x",
      pair.access.substr(0, pair.access.size() - 1),
      others.issue_access(user.id.to_string(), Uuid::random().to_string()),
      token_with([](auto& claims) { claims.subject = ""; }),
      token_with([](auto& claims) { claims.subject = "Ada@Example.org"; }),
      token_with([](auto& claims) { claims.subject = "1"; }),
      token_with([](auto& claims) { claims.subject.insert(0, "urn:uuid:"); }),
      token_with([](auto& claims) { claims.subject += '0'; }),
      token_with([](auto& claims) { claims.not_before = claims.expires_at; }),
      token_with([](auto& claims) { claims.audience = {"elsewhere"}; }),
  };
  for (const auto& token : cases) {
    for (auto* with : {&service, &lenient}) {
      EXPECT_EQ(error_of(*with, token), AccessError::invalid) << token;
      EXPECT_TRUE(with->check_cached(token, 0)) << "told at once: " << token;
    }
  }
}

TEST_F(AccessChecksTest, KnownTokenVouchesForNoOther) {
  const auto pair = issue(user);
  ASSERT_TRUE(run(service.check_access(pair.access, 0)));
  ASSERT_TRUE(service.check_cached(pair.access, 0)->has_value());
  const auto somebody =
      run(test.accounts.sign_up(store::Actor{}, "grace@example.org", Secret{test.password}, test_job()))
          .value();
  const auto theirs = issue(somebody).access;
  const auto mixed = theirs.substr(0, theirs.rfind('.')) + pair.access.substr(pair.access.rfind('.'));
  EXPECT_EQ(error_of(service, mixed), AccessError::invalid) << "a known signature under another payload";
  EXPECT_EQ(error_of(service, mixed.substr(mixed.find('.'))), AccessError::invalid);
}

TEST_F(AccessChecksTest, TokenWithoutSessionNeedsLeave) {
  for (const char* session : {"", "no id"}) {
    const auto token = token_with([&](auto& claims) { claims.session = session; });
    EXPECT_EQ(error_of(service, token), AccessError::invalid) << session;
    const auto access = run(lenient.check_access(token, 0));
    ASSERT_TRUE(access) << session;
    EXPECT_EQ(access->session, std::nullopt);
  }
}

TEST_F(AccessChecksTest, ExpiresToTheSecond) {
  const auto pair = issue(user);
  test.clock.advance(minutes{30} - std::chrono::microseconds{1});
  EXPECT_EQ(error_of(service, pair.access), std::nullopt);
  test.clock.advance(std::chrono::microseconds{1});
  EXPECT_EQ(error_of(service, pair.access), AccessError::expired);
  EXPECT_TRUE(service.check_cached(pair.access, 2)) << "told at once, cached or not";
}

TEST_F(AccessChecksTest, UserWhoNeverWasIsNotFound) {
  const auto token = token_with([](auto& claims) { claims.subject = Uuid::random().to_string(); });
  EXPECT_EQ(error_of(service, token), AccessError::not_found);
}

TEST_F(AccessChecksTest, DisablingAndDeletingAreSeenAtOnceByAll) {
  const auto pair = issue(user);
  const auto expect_everywhere = [&](std::optional<AccessError> error) {
    for (std::size_t worker = 0; worker < test.workers; ++worker) {
      EXPECT_EQ(error_of(service, pair.access, worker), error) << worker;
      EXPECT_EQ(error_of(service, pair.access, worker), error) << worker << ", again";
    }
  };
  expect_everywhere(std::nullopt);
  ASSERT_TRUE(run(test.accounts.disable(store::Actor{}, user.id)));
  expect_everywhere(AccessError::session_ended);
  ASSERT_TRUE(run(test.accounts.enable(store::Actor{}, user.id)));
  expect_everywhere(std::nullopt);
  ASSERT_TRUE(run(test.accounts.delete_user(store::Actor{}, user.id)));
  expect_everywhere(AccessError::not_found);
}

}  // namespace
}  // namespace gatehouse::auth
