// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens/jwt.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

#include "crypto/forge.h"

namespace gatehouse::crypto {
namespace {

using namespace std::chrono_literals;

const AccessTokenKey key = AccessTokenKey::from_secret(Secret{std::string{test_secret}}).value();

/// Returns the error of `verify`, or nullopt if the token is accepted.
std::optional<TokenError> refused(std::string_view token, const TokenRules& rules = {}) {
  const auto claims = verify(token, key, rules, test_now);
  if (claims) return std::nullopt;
  return claims.error();
}

std::string shown(std::optional<TokenError> error) {
  return error ? std::string{to_string(*error)} : "accepted";
}

struct Case {
  std::string text;
  std::optional<TokenError> expected;
};

constexpr auto accepted = std::nullopt;

TEST(Jwt, Headers) {
  const Case cases[] = {
      {R"({"alg":"HS256","typ":"JWT"})", accepted},
      {R"({"typ":"JWT","alg":"HS256"})", accepted},
      {R"( {"alg" : "HS256" , "kid":"1"} )", accepted},
      {R"({"alg":"HS256"})", accepted},
      {R"({"alg":"HS256","typ":"jwt"})", accepted},
      {R"({"alg":"HS256","typ":"at+jwt"})", accepted},
      {R"({"alg":"HS256","typ":"AT+JWT"})", accepted},
      {R"({"alg":"HS256","typ":"application/at+jwt"})", accepted},
      {R"({"\u0061lg":"HS\u003256"})", accepted},
      {R"({"alg":"HS256","kid":{"nested":[1,{"alg":"none"}]}})", accepted},
      {R"({"alg":"HS256","b64":true})", accepted},
      {R"({"typ":"JWT"})", TokenError::unsupported_algorithm},
      {R"({})", TokenError::unsupported_algorithm},
      {R"({"alg":"hs256"})", TokenError::unsupported_algorithm},
      {R"({"alg":"HS256 "})", TokenError::unsupported_algorithm},
      {R"({"alg":null})", TokenError::unsupported_algorithm},
      {R"({"alg":256})", TokenError::unsupported_algorithm},
      {R"({"alg":["HS256"]})", TokenError::unsupported_algorithm},
      {R"({"alg":{"HS256":1}})", TokenError::unsupported_algorithm},
      {R"({"Alg":"HS256"})", TokenError::unsupported_algorithm},
      {R"({"alg":"HS256","typ":"JOSE"})", TokenError::wrong_type},
      {R"({"alg":"HS256","typ":"dpop+jwt"})", TokenError::wrong_type},
      {R"({"alg":"HS256","typ":""})", TokenError::wrong_type},
      {R"({"alg":"HS256","typ":7})", TokenError::wrong_type},
      {R"({"alg":"HS256","typ":null})", TokenError::wrong_type},
      {R"({"alg":"HS256","typ":["JWT"]})", TokenError::wrong_type},
      {R"({"alg":"HS256","crit":["x"],"x":1})", TokenError::unknown_critical},
      {R"({"alg":"HS256","crit":[]})", TokenError::unknown_critical},
      {R"({"alg":"HS256","crit":null})", TokenError::unknown_critical},
      {R"({"alg":"HS256","\u0063rit":["exp"]})", TokenError::unknown_critical},
      {R"({"alg":"HS256","b64":false})", TokenError::unencoded_payload},
      {R"({"alg":"HS256","b64":"true"})", TokenError::unencoded_payload},
      {R"({"alg":"HS256","jwk":{"kty":"oct","k":"AA"}})", TokenError::embedded_key},
      {R"({"alg":"HS256","jku":"https://example.com/"})", TokenError::embedded_key},
      {R"({"alg":"HS256","x5u":"https://example.com/"})", TokenError::embedded_key},
      {R"({"alg":"HS256","x5c":["MII"]})", TokenError::embedded_key},
      {R"({"alg":"HS256","alg":"HS256"})", TokenError::malformed},
      {R"({"alg":"HS256","al\u0067":"HS256"})", TokenError::malformed},
      {R"({"alg":"HS256","kid":"1","kid":"2"})", TokenError::malformed},
      {R"(["alg","HS256"])", TokenError::malformed},
      {R"("HS256")", TokenError::malformed},
      {"", TokenError::malformed},
      {R"({"alg":"HS256"})"
       " x",
       TokenError::malformed},
      {R"({"alg":"HS256",})", TokenError::malformed},
      {R"({"alg":"HS256"}{})", TokenError::malformed},
      {R"({"alg":"HS256","kid":"\ud800"})", TokenError::malformed},
      {"{\"alg\":\"HS256\",\"kid\":\"\xff\"}", TokenError::malformed},
      {"\xef\xbb\xbf{\"alg\":\"HS256\"}", TokenError::malformed},
      {R"({"alg":"HS256",/**/"kid":1})", TokenError::malformed},
  };
  for (const auto& [header, expected] : cases) {
    EXPECT_EQ(shown(refused(forge(header, plain_claims))), shown(expected)) << header;
  }
}

TEST(Jwt, Claims) {
  const Case cases[] = {
      {R"({"sub":"ada","exp":1700001790})", accepted},
      {R"({"exp":1700001790.5,"sub":"ada"})", accepted},
      {R"({"exp":1.70000179e9,"sub":""})", accepted},
      {R"({"exp":253402300799,"sub":"ada"})", accepted},
      {R"({"exp":1700000000.5,"sub":"ada"})", accepted},
      {R"({"exp":1700001790,"sub":"ada","iat":1700001730,"x":{"sub":1,"exp":[1e3,{}]},"y":null})", accepted},
      {R"({"exp":1700001790,"sub":"ada","nbf":1700000000,"iss":"someone","jti":"1","sid":"2"})", accepted},
      {R"({"exp":1700001790,"sub":"\u0061\ud83d\ude00"})", accepted},
      {R"({"exp":1700001790,"sub":"ada","token_use":"access"})", accepted},
      {R"({"exp":1700000000,"sub":"ada"})", TokenError::expired},
      {R"({"exp":1699999990,"sub":"ada"})", TokenError::expired},
      {R"({"exp":0,"sub":"ada"})", TokenError::expired},
      {R"({"exp":-0,"sub":"ada"})", TokenError::expired},
      {R"({"exp":1699999999.9999999,"sub":"ada"})", TokenError::expired},
      {R"({"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":null,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":"1700001790","sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":"soon","sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":true,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":[1700001790],"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":{},"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":-1,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":1e15,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":1000000000000000,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":253402300800,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":18446744073709551615,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":99999999999999999999999,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":1e400,"sub":"ada"})", TokenError::bad_claim},
      {R"({"exp":1700001790})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":null})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":5})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":["ada"]})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","iat":"x"})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","iat":-5})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","nbf":"1"})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","nbf":1700000001})", TokenError::not_yet_valid},
      {R"({"exp":1700001790,"sub":"ada","nbf":1700000000.5})", TokenError::not_yet_valid},
      {R"({"exp":1700001790,"sub":"ada","jti":7})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","sid":false})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","iss":["x"]})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","token_use":"refresh"})", TokenError::wrong_use},
      {R"({"exp":1700001790,"sub":"ada","token_use":"id"})", TokenError::wrong_use},
      {R"({"exp":1700001790,"sub":"ada","aud":"someone"})", TokenError::wrong_audience},
      {R"({"exp":1700001790,"sub":"ada","aud":[]})", TokenError::wrong_audience},
      {R"({"exp":1700001790,"sub":"ada","aud":7})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","aud":null})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","aud":["a",1]})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","aud":["a",{}]})", TokenError::bad_claim},
      {R"({"exp":1700001790,"sub":"ada","sub":"eve"})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada","s\u0075b":"eve"})", TokenError::malformed},
      {R"({"exp":1,"exp":1700001790,"sub":"ada"})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada","x":1,"x":1})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada","x":1e400})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada","x":[-1e400]})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"\ud800"})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"\udc00\ud800"})", TokenError::malformed},
      {"{\"exp\":1700001790,\"sub\":\"\xc0\xaf\"}", TokenError::malformed},
      {"{\"exp\":1700001790,\"sub\":\"\xed\xa0\x80\"}", TokenError::malformed},
      {R"({"exp":NaN,"sub":"ada"})", TokenError::malformed},
      {R"({"exp":Infinity,"sub":"ada"})", TokenError::malformed},
      {R"({"exp":01700001790,"sub":"ada"})", TokenError::malformed},
      {R"({"exp":+1700001790,"sub":"ada"})", TokenError::malformed},
      {R"({"exp":0x655,"sub":"ada"})", TokenError::malformed},
      {R"([{"exp":1700001790,"sub":"ada"}])", TokenError::malformed},
      {R"([1])", TokenError::malformed},
      {R"("text")", TokenError::malformed},
      {R"(1700001790)", TokenError::malformed},
      {R"(1e400)", TokenError::malformed},
      {R"(null)", TokenError::malformed},
      {"", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada")", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada"}})", TokenError::malformed},
      {R"({"exp":1700001790,"sub":"ada"}null)", TokenError::malformed},
  };
  for (const auto& [claims, expected] : cases) {
    EXPECT_EQ(shown(refused(forge(plain_header, claims))), shown(expected)) << claims;
  }
}

TEST(Jwt, Forms) {
  const auto good = forge(plain_header, plain_claims);
  const auto first = good.find('.');
  const auto second = good.rfind('.');
  const auto header = good.substr(0, first);
  const auto claims = good.substr(first + 1, second - first - 1);
  const auto signature = good.substr(second + 1);
  const Case cases[] = {
      {good, accepted},
      {"", TokenError::malformed},
      {"bad", TokenError::malformed},
      {"a.b", TokenError::malformed},
      {"..", TokenError::malformed},
      {"a.b.c", TokenError::malformed},
      {header + "." + claims, TokenError::malformed},
      {header + "." + claims + ".", TokenError::bad_signature},
      {good + ".", TokenError::bad_signature},
      {good + "." + signature, TokenError::bad_signature},
      {"." + good, TokenError::malformed},
      {good + "=", TokenError::bad_signature},
      {good + "\n", TokenError::bad_signature},
      {" " + good, TokenError::malformed},
      {good.substr(0, good.size() - 1), TokenError::bad_signature},
      {header + "." + claims + "." + std::string(43, '.'), TokenError::malformed},
      {sign_parts(header + "." + claims + "="), TokenError::malformed},
      {sign_parts(header + "=." + claims), TokenError::malformed},
      {sign_parts(header + "\n." + claims), TokenError::malformed},
      {forge(plain_header, plain_claims, "another secret"), TokenError::bad_signature},
      {forge(plain_header, plain_claims, ""), TokenError::bad_signature},
  };
  for (const auto& [token, expected] : cases) {
    EXPECT_EQ(shown(refused(token)), shown(expected)) << token;
  }
}

TEST(Jwt, NoByteOfATokenCanBeChanged) {
  const auto good = forge(plain_header, plain_claims);
  ASSERT_EQ(refused(good), accepted);
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const char c : std::string_view{"AZ_-.=\0\xff", 8}) {
      auto token = good;
      if (token[i] == c) continue;
      token[i] = c;
      EXPECT_NE(refused(token), accepted) << i;
    }
    EXPECT_NE(refused(std::string_view{good}.substr(0, i)), accepted) << i;
  }
}

TEST(Jwt, TheSignatureHasOneSpelling) {
  const auto good = forge(plain_header, plain_claims);
  // The last letter holds four bits of the code and two unused ones.
  int accepted_spellings = 0;
  for (const char c : std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"}) {
    if (!refused(good.substr(0, good.size() - 1) + c)) ++accepted_spellings;
  }
  EXPECT_EQ(accepted_spellings, 1);
}

TEST(Jwt, Lengths) {
  const auto padded = [](std::size_t size) {
    return forge(plain_header, R"({"sub":"ada","exp":1700001790,"x":")" + std::string(size, 'x') + "\"}");
  };
  std::size_t size = 6000;
  while (padded(size + 1).size() <= max_token_size) ++size;
  EXPECT_EQ(refused(padded(size)), accepted);
  EXPECT_EQ(shown(refused(padded(size + 1))), "too_long");
  EXPECT_EQ(shown(refused(std::string(max_token_size, 'A'))), "malformed");
  EXPECT_EQ(shown(refused(std::string(max_token_size - 2, 'A') + "..")), "malformed");
}

TEST(Jwt, DepthAndNumberOfMembersAreLimited) {
  const auto nested = [](std::size_t depth) {
    return R"({"sub":"ada","exp":1700001790,"x":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(refused(forge(plain_header, nested(20))), accepted);
  EXPECT_EQ(shown(refused(forge(plain_header, nested(2000)))), "malformed");
  std::string members = R"({"sub":"ada","exp":1700001790)";
  for (int i = 0; i < 62; ++i) members += ",\"m" + std::to_string(i) + "\":0";
  EXPECT_EQ(refused(forge(plain_header, members + "}")), accepted);
  EXPECT_EQ(shown(refused(forge(plain_header, members + ",\"n\":0}"))), "malformed");
}

TEST(Jwt, Rules) {
  const TokenRules rules{.issuer = "https://a", .audience = "api"};
  const Case cases[] = {
      {R"(,"iss":"https://a","aud":"api")", accepted},
      {R"(,"iss":"https://a","aud":["x","api"])", accepted},
      {R"(,"iss":"https://b","aud":"api")", TokenError::wrong_issuer},
      {R"(,"iss":"https://a/","aud":"api")", TokenError::wrong_issuer},
      {R"(,"aud":"api")", TokenError::wrong_issuer},
      {R"(,"iss":"https://a")", TokenError::wrong_audience},
      {R"(,"iss":"https://a","aud":"API")", TokenError::wrong_audience},
      {R"(,"iss":"https://a","aud":["apis"])", TokenError::wrong_audience},
  };
  for (const auto& [more, expected] : cases) {
    const auto token = forge(plain_header, R"({"sub":"ada","exp":1700001790)" + more + "}");
    EXPECT_EQ(shown(refused(token, rules)), shown(expected)) << more;
  }
  const TokenRules refresh{.use = TokenUse::refresh};
  EXPECT_EQ(shown(refused(forge(plain_header, plain_claims), refresh)), "wrong_use");
  EXPECT_EQ(refused(forge(plain_header, R"({"sub":"ada","exp":1700001790,"token_use":"refresh"})"), refresh),
            accepted);
}

TEST(Jwt, TheTypeMayBeDemanded) {
  const TokenRules rules{.only_at_jwt = true};
  const Case cases[] = {
      {R"({"alg":"HS256","typ":"at+jwt"})", accepted},
      {R"({"typ":"application/AT+JWT","alg":"HS256"})", accepted},
      {R"({"alg":"HS256","typ":"JWT"})", TokenError::wrong_type},
      {R"({"alg":"HS256","typ":"application/jwt"})", TokenError::wrong_type},
      {R"({"alg":"HS256","x":"at+jwt"})", TokenError::wrong_type},
      {R"({"alg":"HS256"})", TokenError::wrong_type},
  };
  for (const auto& [header, expected] : cases) {
    EXPECT_EQ(shown(refused(forge(header, plain_claims), rules)), shown(expected)) << header;
  }
}

TEST(Jwt, ReadsAllClaims) {
  const auto token =
      forge(plain_header, R"({"iss":"i","sub":"s\n\u00e9","aud":["a","b"],"exp":1700001790.25,)"
                          R"("nbf":1,"iat":2.5,"jti":"j","sid":"d","client_id":"c","scope":"x y"})");
  const auto claims = verify(token, key, {.issuer = "i", .audience = "b"}, test_now);
  ASSERT_TRUE(claims) << to_string(claims.error());
  const Claims expected{.subject = "s\n\xc3\xa9",
                        .expires_at = test_now + 1790s + 250ms,
                        .issued_at = TimePoint{2500ms},
                        .not_before = TimePoint{1s},
                        .id = "j",
                        .session = "d",
                        .issuer = "i",
                        .audience = {"a", "b"},
                        .client = "c",
                        .scope = "x y"};
  EXPECT_EQ(*claims, expected);
}

TEST(Jwt, WritesWhatOthersExpect) {
  Claims claims{.subject = "ada", .expires_at = test_now + 1790s + 900ms, .issued_at = test_now};
  auto token = sign(claims, key);
  EXPECT_EQ(token, forge(plain_header, R"({"sub":"ada","exp":1700001790,"iat":1700000000})"));
  claims.audience = {"api"};
  claims.issuer = "https://a";
  claims.use = "refresh";
  token = sign(claims, key, TokenType::at_jwt);
  EXPECT_EQ(token, forge(R"({"alg":"HS256","typ":"at+jwt"})",
                         R"({"iss":"https://a","sub":"ada","aud":"api","exp":1700001790,"iat":1700000000,)"
                         R"("token_use":"refresh"})"));
}

TEST(Jwt, WhatItSignsItReads) {
  const std::string subjects[] = {"",
                                  "ada",
                                  "\"\\/\b\f\n\r\t\x01\x7f",
                                  "\xf0\x9f\x98\x80",
                                  "{\"sub\":\"eve\"}",
                                  std::string{"nul\0nul", 7},
                                  std::string(1500, 'x')};
  for (const auto& subject : subjects) {
    const Claims claims{.subject = subject,
                        .expires_at = test_now + 1s,
                        .not_before = test_now,
                        .id = subject,
                        .audience = {"api", subject}};
    const auto read = verify(sign(claims, key), key, {.audience = "api"}, test_now);
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(*read, claims);
  }
}

TEST(Jwt, ValueThrowsTheErrorsName) {
  EXPECT_THROW((void)verify("x", key, {}, test_now).value(), std::runtime_error);
}

}  // namespace
}  // namespace gatehouse::crypto
