// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens/tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gatehouse::crypto {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint start{std::chrono::seconds{1'700'000'000}};

AccessTokenKey access_key(const char* secret = "access secret of 32 bytes or more") {
  return AccessTokenKey::from_secret(Secret{secret}).value();
}

RefreshTokenKey refresh_key(const char* secret = "refresh secret of 32 bytes or more") {
  return RefreshTokenKey::from_secret(Secret{secret}).value();
}

TEST(Tokens, WhatItIssuesItVerifies) {
  ManualClock clock{start + 400ms};
  const Tokens tokens{access_key(), refresh_key(), {.clock = clock}};
  const auto claims = tokens.verify_access(tokens.issue_access("ada", "s1"));
  ASSERT_TRUE(claims) << to_string(claims.error());
  EXPECT_EQ(claims->subject, "ada");
  EXPECT_EQ(claims->session, "s1");
  EXPECT_EQ(claims->issued_at, start);
  EXPECT_EQ(claims->expires_at, start + 30min);
  EXPECT_EQ(claims->id.size(), 36U);
  EXPECT_TRUE(claims->issuer.empty());
  const auto refresh = tokens.verify_refresh(tokens.issue_refresh("ada"));
  ASSERT_TRUE(refresh) << to_string(refresh.error());
  EXPECT_EQ(refresh->expires_at, start + std::chrono::days{7});
  EXPECT_TRUE(refresh->session.empty());
}

TEST(Tokens, ExpireOnTheSecond) {
  ManualClock clock{start};
  const Tokens tokens{access_key(), refresh_key(), {.clock = clock}};
  const auto token = tokens.issue_access("ada");
  clock.advance(30min - 1us);
  EXPECT_TRUE(tokens.verify_access(token));
  clock.advance(1us);
  EXPECT_EQ(tokens.verify_access(token).error(), TokenError::expired);
}

TEST(Tokens, OneKindIsNeverTheOther) {
  const Tokens apart{access_key(), refresh_key()};
  EXPECT_EQ(apart.verify_access(apart.issue_refresh("ada")).error(), TokenError::bad_signature);
  EXPECT_EQ(apart.verify_refresh(apart.issue_access("ada")).error(), TokenError::bad_signature);
  const Tokens same{access_key("same"), refresh_key("same")};
  EXPECT_EQ(same.verify_access(same.issue_refresh("ada")).error(), TokenError::wrong_use);
  EXPECT_EQ(same.verify_refresh(same.issue_access("ada")).error(), TokenError::wrong_use);
}

TEST(Tokens, ThoseOfRfc9068AreTakenAloneWhereTheyAreMade) {
  const TokenOptions plain{.issuer = "https://a"};
  const TokenOptions whole{.issuer = "https://a", .audience = "api", .client = "app"};
  const Tokens before{access_key(), refresh_key(), plain};
  const Tokens after{access_key(), refresh_key(), whole};
  const auto token = after.issue_access("ada", "s1");
  const auto claims = after.verify_access(token);
  ASSERT_TRUE(claims) << to_string(claims.error());
  EXPECT_EQ(claims->client, "app");
  EXPECT_EQ(claims->audience, std::vector<std::string>{"api"});
  EXPECT_EQ(token.substr(0, token.find('.')), "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9");
  auto untyped = after.access_claims("ada");
  untyped.client.clear();
  EXPECT_EQ(after.verify_access(after.sign_access(untyped)).error(), TokenError::wrong_type);
  EXPECT_EQ(after.verify_access(before.issue_access("ada")).error(), TokenError::wrong_type);
  EXPECT_EQ(before.verify_access(token).error(), TokenError::wrong_audience);
  EXPECT_TRUE(after.verify_refresh(before.issue_refresh("ada"))) << "sessions go on across the change";
  EXPECT_EQ(after.verify_refresh(after.issue_refresh("ada"))->client, "") << "of access tokens alone";
}

TEST(Tokens, AnAudienceWithoutAClientMakesPlainTokens) {
  const Tokens tokens{access_key(), refresh_key(), {.issuer = "https://a", .audience = "api"}};
  EXPECT_TRUE(tokens.verify_access(tokens.issue_access("ada")));
}

TEST(Tokens, APreviousSecretOnlyVerifies) {
  ManualClock clock{start};
  const Tokens before{access_key("the access secret before this one"),
                      refresh_key("the refresh secret before this one"),
                      {.clock = clock}};
  const Tokens without{access_key(), refresh_key(), {.clock = clock}};
  const Tokens with{access_key(),
                    refresh_key(),
                    {.previous_access_key = access_key("the access secret before this one"),
                     .previous_refresh_key = refresh_key("the refresh secret before this one"),
                     .clock = clock}};
  const auto access = before.issue_access("ada", "s1");
  const auto refresh = before.issue_refresh("ada", "s1");
  EXPECT_EQ(without.verify_access(access).error(), TokenError::bad_signature);
  EXPECT_EQ(without.verify_refresh(refresh).error(), TokenError::bad_signature);
  EXPECT_EQ(with.verify_access(access)->subject, "ada");
  EXPECT_EQ(with.verify_refresh(refresh)->subject, "ada");
  EXPECT_EQ(with.examine_access(access).signer, Signer::previous_secret);
  EXPECT_EQ(with.examine_refresh(refresh).signer, Signer::previous_secret);
  EXPECT_TRUE(without.verify_access(with.issue_access("ada")));
  EXPECT_TRUE(without.verify_refresh(with.issue_refresh("ada")));
  EXPECT_EQ(with.examine_access(with.issue_access("ada")).signer, Signer::secret);
  // The previous secret verifies no more than the current one: the kinds stay separate, and tokens expire.
  EXPECT_FALSE(with.verify_access(refresh));
  EXPECT_FALSE(with.verify_refresh(access));
  clock.advance(30min);
  EXPECT_EQ(with.verify_access(access).error(), TokenError::expired);
  const Tokens strangers{access_key("a secret that was never in use!!!"), refresh_key(), {.clock = clock}};
  EXPECT_EQ(with.verify_access(strangers.issue_access("ada")).error(), TokenError::bad_signature);
}

TEST(Tokens, ExamineFindsAllThatVerifyWouldStopAt) {
  ManualClock clock{start};
  const Tokens tokens{access_key(), refresh_key(), {.issuer = "https://a.example", .clock = clock}};
  const Tokens strangers{access_key("a secret that was never in use!!!"),
                         refresh_key(),
                         {.issuer = "https://b.example", .clock = clock}};
  const auto good = tokens.issue_access("ada");
  EXPECT_TRUE(tokens.examine_access(good).faults.empty());
  EXPECT_EQ(tokens.examine_access(good).claims, *tokens.verify_access(good));
  const auto forged = strangers.issue_access("ada");
  clock.advance(30min);
  const auto found = tokens.examine_access(forged);
  EXPECT_EQ(found.faults.list(),
            (std::vector{TokenError::bad_signature, TokenError::expired, TokenError::wrong_issuer}));
  EXPECT_EQ(found.signer, Signer::nobody);
  ASSERT_TRUE(found.claims);
  EXPECT_EQ(found.claims->subject, "ada");
  EXPECT_EQ(tokens.verify_access(forged).error(), TokenError::bad_signature);
  EXPECT_EQ(tokens.examine_access(tokens.issue_refresh("ada")).faults.list(),
            (std::vector{TokenError::bad_signature, TokenError::wrong_use}));
  const auto nonsense = tokens.examine_access("nonsense");
  EXPECT_EQ(nonsense.faults.list(), (std::vector{TokenError::malformed}));
  EXPECT_FALSE(nonsense.claims);
  EXPECT_EQ(tokens.examine_access(std::string(9000, 'A')).faults.list(), (std::vector{TokenError::too_long}));
}

}  // namespace
}  // namespace gatehouse::crypto
