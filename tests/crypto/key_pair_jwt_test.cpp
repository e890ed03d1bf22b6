// SPDX-License-Identifier: Apache-2.0
// Tokens signed with key pairs.
#include <gtest/gtest.h>

#include <optional>

#include "crypto/forge.h"
#include "crypto/test_keys.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto {
namespace {

using namespace std::chrono_literals;

std::string said(std::string_view token, const TokenRules& rules = {}) {
  const auto claims = verify(token, test_keys(), rules, test_now);
  return claims ? "accepted" : std::string{to_string(claims.error())};
}

struct Case {
  std::string text;
  const char* expected;
};

TEST(KeyPairJwt, Headers) {
  const auto& key = test_key(SigningAlgorithm::es256);
  const auto kid = R"("kid":")" + key.kid() + '"';
  const auto other_kid = R"("kid":")" + test_key(SigningAlgorithm::eddsa).kid() + '"';
  const Case cases[] = {
      {R"({"alg":"ES256",)" + kid + R"(,"typ":"JWT"})", "accepted"},
      {R"({"alg":"ES256",)" + kid + R"(,"typ":"at+jwt"})", "accepted"},
      {R"({"typ":"application/AT+JWT",)" + kid + R"(,"alg":"ES256"})", "accepted"},
      {R"( {)" + kid + R"( , "alg" : "ES256"} )", "accepted"},
      {R"({"\u0061lg":"ES\u003256",)" + kid + "}", "accepted"},
      {R"({"alg":"ES256","b64":true,"cty":"JSON","x":{"kid":[1]},)" + kid + "}", "accepted"},
      {R"({"alg":"ES256"})", "unknown_key"},
      {R"({"alg":"ES256","kid":""})", "unknown_key"},
      {R"({"alg":"ES256","kid":null})", "unknown_key"},
      {R"({"alg":"ES256","kid":1})", "unknown_key"},
      {R"({"alg":"ES256","kid":true})", "unknown_key"},
      {R"({"alg":"ES256","kid":[")" + key.kid() + "\"]}", "unknown_key"},
      {R"({"alg":"ES256","kid":{"kid":")" + key.kid() + "\"}}", "unknown_key"},
      {R"({"alg":"ES256","kid":")" + key.kid() + " \"}", "unknown_key"},
      {R"({"alg":"ES256","kid":")" + key.kid() + "\\u0000\"}", "unknown_key"},
      {R"({"alg":"ES256","kid":")" + key.kid().substr(1) + "\"}", "unknown_key"},
      {R"({"alg":"ES256","Kid":")" + key.kid() + "\"}", "unknown_key"},
      {R"({"alg":"ES256",)" + other_kid + "}", "unsupported_algorithm"},
      {R"({"alg":"EdDSA",)" + other_kid + "}", "bad_signature"},
      {R"({"alg":"EdDSA",)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":"RS256",)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":"HS256",)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":"ES384",)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":"es256",)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":"none",)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":null,)" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":["ES256"],)" + kid + "}", "unsupported_algorithm"},
      {"{" + kid + "}", "unsupported_algorithm"},
      {R"({"alg":"ES256",)" + kid + R"(,"typ":"JOSE"})", "wrong_type"},
      {R"({"alg":"ES256",)" + kid + R"(,"typ":1})", "wrong_type"},
      {R"({"alg":"ES256",)" + kid + R"(,"crit":["b64"]})", "unknown_critical"},
      {R"({"alg":"ES256",)" + kid + R"(,"b64":false})", "unencoded_payload"},
      {R"({"alg":"ES256",)" + kid + R"(,"jwk":{}})", "embedded_key"},
      {R"({"alg":"ES256",)" + kid + R"(,"jku":""})", "embedded_key"},
      {R"({"alg":"ES256",)" + kid + R"(,"x5u":""})", "embedded_key"},
      {R"({"alg":"ES256",)" + kid + R"(,"x5c":[]})", "embedded_key"},
      {R"({"alg":"ES256",)" + kid + "," + kid + "}", "malformed"},
      {R"({"alg":"ES256",)" + kid + R"(,"\u006bid":"x"})", "malformed"},
      {R"({"alg":"ES256","alg":"ES256",)" + kid + "}", "malformed"},
      {R"({"alg":"ES256","kid":"\ud800"})", "malformed"},
      {R"(["ES256"])", "malformed"},
      {"", "malformed"},
  };
  for (const auto& [header, expected] : cases) {
    EXPECT_EQ(said(forge(key, header, plain_claims)), expected) << header;
  }
}

TEST(KeyPairJwt, ClaimsAndRulesAreThoseOfAllTokens) {
  const Case cases[] = {
      {R"({"sub":"ada","exp":1700001790})", "accepted"},
      {R"({"sub":"ada","exp":1700000000})", "expired"},
      {R"({"sub":"ada","exp":1700001790,"nbf":1700000001})", "not_yet_valid"},
      {R"({"sub":"ada"})", "bad_claim"},
      {R"({"exp":1700001790})", "bad_claim"},
      {R"({"sub":"ada","exp":"1700001790"})", "bad_claim"},
      {R"({"sub":"ada","exp":1700001790,"aud":"x"})", "wrong_audience"},
      {R"({"sub":"ada","exp":1700001790,"token_use":"refresh"})", "wrong_use"},
      {R"({"sub":"ada","exp":1700001790,"sub":"eve"})", "malformed"},
      {R"([])", "malformed"},
  };
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    for (const auto& [claims, expected] : cases) {
      EXPECT_EQ(said(forge(key, header_for(key), claims)), expected) << claims;
    }
  }
  const auto& key = test_key(SigningAlgorithm::eddsa);
  const auto token = forge(key, header_for(key), R"({"sub":"ada","exp":1700001790,"iss":"a","aud":"api"})");
  EXPECT_EQ(said(token, {.issuer = "a", .audience = "api"}), "accepted");
  EXPECT_EQ(said(token, {.issuer = "b", .audience = "api"}), "wrong_issuer");
  const auto typed = [&](const char* type) { return forge(key, header_for(key, type), plain_claims); };
  EXPECT_EQ(said(typed(R"(,"typ":"at+jwt")"), {.only_at_jwt = true}), "accepted");
  EXPECT_EQ(said(typed(R"(,"typ":"JWT")"), {.only_at_jwt = true}), "wrong_type");
  EXPECT_EQ(said(typed(""), {.only_at_jwt = true}), "wrong_type");
}

TEST(KeyPairJwt, Forms) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto good = forge(key, header_for(key), plain_claims);
    const auto first = good.find('.');
    const auto second = good.rfind('.');
    const auto header = good.substr(0, first);
    const auto claims = good.substr(first + 1, second - first - 1);
    const auto signature = good.substr(second + 1);
    const Case cases[] = {
        {good, "accepted"},
        {header + '.' + claims, "malformed"},
        {header + '.' + claims + '.', "bad_signature"},
        {good + '.', "bad_signature"},
        {good + '=', "bad_signature"},
        {good + '.' + signature, "bad_signature"},
        {good + signature, "bad_signature"},
        {'.' + good, "malformed"},
        {' ' + good, "malformed"},
        {good.substr(0, good.size() - 1), "bad_signature"},
        {header + '.' + claims + '.' + std::string(signature.size(), '.'), "malformed"},
        {header + '.' + claims + '.' + std::string(signature.size(), 'A'), "bad_signature"},
        {sign_parts(key, header + '.' + claims + '='), "malformed"},
        {sign_parts(key, header + "=." + claims), "malformed"},
        {sign_parts(key, header + "\n." + claims), "malformed"},
    };
    for (const auto& [token, expected] : cases) EXPECT_EQ(said(token), expected) << token;
  }
}

TEST(KeyPairJwt, NoByteOfATokenCanBeChanged) {
  for (const auto algorithm : all_algorithms) {
    const auto good = sign({.subject = "ada", .expires_at = test_now + 1s}, test_key(algorithm));
    ASSERT_EQ(said(good), "accepted");
    for (std::size_t i = 0; i < good.size(); ++i) {
      for (const char c : std::string_view{"A_.=\0", 5}) {
        auto token = good;
        if (token[i] == c) continue;
        token[i] = c;
        EXPECT_NE(said(token), "accepted") << i;
      }
      EXPECT_NE(said(std::string_view{good}.substr(0, i)), "accepted") << i;
    }
  }
}

TEST(KeyPairJwt, TheSignatureHasOneSpelling) {
  for (const auto algorithm : all_algorithms) {
    const auto good = sign({.subject = "ada", .expires_at = test_now + 1s}, test_key(algorithm));
    int spellings = 0;
    for (const char c :
         std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"}) {
      if (said(good.substr(0, good.size() - 1) + c) == "accepted") ++spellings;
    }
    EXPECT_EQ(spellings, 1);
  }
}

TEST(KeyPairJwt, WritesItsHeaderAndClaims) {
  const auto& key = test_key(SigningAlgorithm::eddsa);
  const Claims claims{.subject = "ada", .expires_at = test_now + 1790s, .audience = {"api"}};
  const std::string json = R"({"sub":"ada","aud":"api","exp":1700001790})";
  EXPECT_EQ(sign(claims, key), forge(key, header_for(key, R"(,"typ":"JWT")"), json));
  EXPECT_EQ(sign(claims, key, TokenType::at_jwt), forge(key, header_for(key, R"(,"typ":"at+jwt")"), json));
}

TEST(KeyPairJwt, WhatItSignsItReads) {
  for (const auto algorithm : all_algorithms) {
    for (const auto type : {TokenType::jwt, TokenType::at_jwt}) {
      const Claims claims{.subject = "ada\n\xf0\x9f\x98\x80",
                          .expires_at = test_now + 1s,
                          .id = "j",
                          .audience = {"api"},
                          .scope = "x y"};
      const auto read =
          verify(sign(claims, test_key(algorithm), type), test_keys(), {.audience = "api"}, test_now);
      ASSERT_TRUE(read) << to_string(read.error());
      EXPECT_EQ(*read, claims);
    }
  }
}

TEST(KeyPairJwt, ARotatedKeyVerifiesUntilItLeavesTheSet) {
  const auto& old_key = test_key(SigningAlgorithm::eddsa);
  const auto new_key = SigningKey::generate(SigningAlgorithm::eddsa);
  const auto token = sign({.subject = "ada", .expires_at = test_now + 1s}, old_key);
  const auto said_by = [&](std::vector<PublicKey> keys) {
    const auto claims =
        verify(token, VerificationKeys::from_keys(std::move(keys)).value(), TokenRules{}, test_now);
    return claims ? "accepted" : std::string{to_string(claims.error())};
  };
  EXPECT_EQ(said_by({old_key.public_key()}), "accepted");
  EXPECT_EQ(said_by({new_key.public_key(), old_key.public_key()}), "accepted");
  EXPECT_EQ(said_by({new_key.public_key()}), "unknown_key");
  EXPECT_EQ(said_by({}), "unknown_key");
}

TEST(KeyPairJwt, TheJwsLayerAlone) {
  const auto& key = test_key(SigningAlgorithm::rs256);
  EXPECT_EQ(verify_signature(forge(key, header_for(key), "any bytes"), test_keys()).value(), "any bytes");
  EXPECT_EQ(verify_signature(forge(key, R"({"alg":"RS256"})", "any bytes"), test_keys()).error(),
            TokenError::unknown_key);
}

TEST(KeyPairJwt, Lengths) {
  const auto& key = test_key(SigningAlgorithm::rs256);
  const auto padded = [&](std::size_t size) {
    return forge(key, header_for(key),
                 R"({"sub":"ada","exp":1700001790,"x":")" + std::string(size, 'x') + "\"}");
  };
  std::size_t size = 5500;
  while (padded(size + 1).size() <= max_token_size) ++size;
  EXPECT_EQ(said(padded(size)), "accepted");
  EXPECT_EQ(said(padded(size + 1)), "too_long");
  EXPECT_EQ(said(std::string(max_token_size, 'A')), "malformed");
  EXPECT_EQ(said(std::string(max_token_size - 2, 'A') + ".."), "malformed");
}

}  // namespace
}  // namespace gatehouse::crypto
