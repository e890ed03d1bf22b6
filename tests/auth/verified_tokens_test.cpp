// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/verified_tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::auth {
namespace {

Bearer make_bearer() { return {Uuid::random(), Uuid::random(), TimePoint{std::chrono::hours{1}}}; }

/// Returns a text shaped like a token, with `number` in its signature.
std::string make_token(int number) {
  auto digits = std::to_string(number);
  return "header.payload.signature" + std::string(8 - digits.size(), '0') + digits + "=";
}

TEST(VerifiedTokens, KnowsWhatWasInserted) {
  VerifiedTokens tokens;
  const auto bearer = make_bearer();
  EXPECT_EQ(tokens.find(make_token(1)), nullptr);
  tokens.insert(make_token(1), bearer);
  const auto* known = tokens.find(make_token(1));
  ASSERT_NE(known, nullptr);
  EXPECT_EQ(known->user, bearer.user);
  EXPECT_EQ(known->session, bearer.session);
  EXPECT_EQ(known->expires_at, bearer.expires_at);
  EXPECT_EQ(tokens.find(make_token(2)), nullptr);
}

TEST(VerifiedTokens, KnowsNoTokenThatDiffersInAnyByte) {
  VerifiedTokens tokens;
  const auto token = make_token(1);
  tokens.insert(token, make_bearer());
  for (std::size_t i = 0; i < token.size(); ++i) {
    auto other = token;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_EQ(tokens.find(other), nullptr) << i;
  }
  EXPECT_EQ(tokens.find(token + "A"), nullptr);
  EXPECT_EQ(tokens.find(token.substr(1)), nullptr);
  EXPECT_EQ(tokens.find(token.substr(0, token.size() - 1)), nullptr);
  EXPECT_EQ(tokens.find(""), nullptr);
}

TEST(VerifiedTokens, StaysWithinItsPlaces) {
  VerifiedTokens tokens{64};
  for (int i = 0; i < 1000; ++i) tokens.insert(make_token(i), make_bearer());
  int known = 0;
  for (int i = 0; i < 1000; ++i) known += tokens.find(make_token(i)) != nullptr ? 1 : 0;
  EXPECT_LE(known, 64);
  EXPECT_GE(known, 32) << "the places are hardly used: the signatures' letters spread badly";
  EXPECT_NE(tokens.find(make_token(999)), nullptr) << "the newest takes the place";
}

TEST(VerifiedTokens, TakesTheSmallestTokens) {
  VerifiedTokens tokens{1};
  tokens.insert("", make_bearer());
  EXPECT_NE(tokens.find(""), nullptr);
  tokens.insert("12345678", make_bearer());
  EXPECT_EQ(tokens.find(""), nullptr);
  EXPECT_NE(tokens.find("12345678"), nullptr);
  EXPECT_THROW(VerifiedTokens{48}, std::invalid_argument);
}

}  // namespace
}  // namespace gatehouse::auth
