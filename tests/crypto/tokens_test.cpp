// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens.h"

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

}  // namespace
}  // namespace gatehouse::crypto
