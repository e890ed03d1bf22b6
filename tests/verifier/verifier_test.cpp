// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/verifier/verifier.h"

#include <gtest/gtest.h>

#include <thread>

#include "crypto/forge.h"
#include "store/run.h"
#include "verifier/key_server.h"
#include "verifier/verified_claims.h"

namespace gatehouse::verifier {
namespace {

using namespace std::chrono_literals;
using crypto::SigningAlgorithm;
using crypto::SigningKey;
using crypto::TokenRules;

/// A verifier with the keys of all algorithms, and one with the secret, with the same rules.
class Both {
 public:
  explicit Both(const TokenRules& rules = {})
      : by_secret(crypto::AccessTokenKey::from_secret(Secret{std::string{crypto::test_secret}}).value(),
                  rules, clock),
        by_keys(open(), rules, clock) {
    std::ignore = store::run(by_keys.verify("a.b.c"));  // waits for the keys
  }

  static std::string said(Verifier& verifier, std::string_view token) {
    const auto answer = verifier.verify_cached(token);
    if (!answer) return "must wait";
    return *answer ? "accepted" : std::string{to_string(answer->error())};
  }

  /// Returns the result of both for these claims; they must agree. Asks twice, because a token
  /// may be remembered.
  std::string said_of(std::string_view claims, std::string_view type = R"(,"typ":"JWT")") {
    const auto header = R"({"alg":"HS256")" + std::string{type} + "}";
    const auto first = said(by_secret, crypto::forge(header, claims));
    for (const auto algorithm : crypto::all_algorithms) {
      const auto& key = crypto::test_key(algorithm);
      const auto token = crypto::forge(key, crypto::header_for(key, type), claims);
      for (int i = 0; i < 2; ++i) EXPECT_EQ(said(by_keys, token), first) << claims << type;
    }
    return first;
  }

  ManualClock clock{crypto::test_now};
  KeyServer server;
  Verifier by_secret;
  Verifier by_keys;

 private:
  std::shared_ptr<RemoteKeys> open() {
    server.publish(crypto::write_jwks(crypto::test_keys().keys()));
    RemoteKeysOptions options{.clock = clock};
    return *RemoteKeys::from_url(server.url(), options);
  }
};

struct Case {
  const char* claims;
  const char* expected;
};

TEST(Verifier, Claims) {
  Both both;
  const Case cases[] = {
      {R"({"sub":"ada","exp":1700001790})", "accepted"},
      {R"({"sub":"ada","exp":1700000000})", "expired"},
      {R"({"sub":"ada","exp":1700001790,"nbf":1700000001})", "not_yet_valid"},
      {R"({"sub":"ada"})", "bad_claim"},
      {R"({"exp":1700001790})", "bad_claim"},
      {R"({"sub":"ada","exp":"1700001790"})", "bad_claim"},
      {R"({"sub":"ada","exp":1700001790,"iss":"anyone"})", "accepted"},
      {R"({"sub":"ada","exp":1700001790,"aud":"another"})", "wrong_audience"},
      {R"({"sub":"ada","exp":1700001790,"token_use":"refresh"})", "wrong_use"},
  };
  for (const auto& [claims, expected] : cases) EXPECT_EQ(both.said_of(claims), expected) << claims;
  EXPECT_EQ(both.said_of(crypto::plain_claims, ""), "accepted");
  EXPECT_EQ(both.said_of(crypto::plain_claims, R"(,"typ":"at+jwt")"), "accepted");
  EXPECT_EQ(both.said_of(crypto::plain_claims, R"(,"typ":"dpop+jwt")"), "wrong_type");
}

TEST(Verifier, IssuerAndAudience) {
  Both both{{.issuer = "https://id.example.com", .audience = "orders"}};
  const Case cases[] = {
      {R"({"sub":"ada","exp":1700001790,"iss":"https://id.example.com","aud":"orders"})", "accepted"},
      {R"({"sub":"ada","exp":1700001790,"iss":"https://id.example.com","aud":["mail","orders"]})",
       "accepted"},
      {R"({"sub":"ada","exp":1700001790,"iss":"https://id.example.com/","aud":"orders"})", "wrong_issuer"},
      {R"({"sub":"ada","exp":1700001790,"iss":"https://evil.example.com","aud":"orders"})", "wrong_issuer"},
      {R"({"sub":"ada","exp":1700001790,"aud":"orders"})", "wrong_issuer"},
      {R"({"sub":"ada","exp":1700001790,"iss":"https://id.example.com"})", "wrong_audience"},
      {R"({"sub":"ada","exp":1700001790,"iss":"https://id.example.com","aud":"order"})", "wrong_audience"},
      {R"({"sub":"ada","exp":1700001790,"iss":"https://id.example.com","aud":["mail"]})", "wrong_audience"},
  };
  for (const auto& [claims, expected] : cases) EXPECT_EQ(both.said_of(claims), expected) << claims;
}

TEST(Verifier, LeewayWorksBothWays) {
  Both both{{.leeway = 30s}};
  const Case cases[] = {
      {R"({"sub":"ada","exp":1699999971})", "accepted"},
      {R"({"sub":"ada","exp":1699999970})", "expired"},
      {R"({"sub":"ada","exp":1700001790,"nbf":1700000030})", "accepted"},
      {R"({"sub":"ada","exp":1700001790,"nbf":1700000031})", "not_yet_valid"},
      {R"({"sub":"ada","exp":253402300799})", "accepted"},
  };
  for (const auto& [claims, expected] : cases) EXPECT_EQ(both.said_of(claims), expected) << claims;
}

TEST(Verifier, OnlyAccessTokensOfRfc9068WhereThatIsTheRule) {
  Both both{{.only_at_jwt = true}};
  const std::pair<const char*, const char*> cases[] = {
      {R"(,"typ":"at+jwt")", "accepted"},
      {R"(,"typ":"application/at+JWT")", "accepted"},
      {R"(,"typ":"JWT")", "wrong_type"},
      {R"(,"typ":"application/jwt")", "wrong_type"},
      {R"(,"typ":"")", "wrong_type"},
      {R"(,"typ":["at+jwt"])", "wrong_type"},
      {"", "wrong_type"},
  };
  for (const auto& [type, expected] : cases)
    EXPECT_EQ(both.said_of(crypto::plain_claims, type), expected) << type;
}

TEST(Verifier, ARememberedTokenExpiresAllTheSame) {
  Both both;
  const auto& key = crypto::test_key(SigningAlgorithm::eddsa);
  const auto token = crypto::forge(key, crypto::header_for(key), R"({"sub":"ada","exp":1700000100})");
  EXPECT_EQ(Both::said(both.by_keys, token), "accepted");
  both.clock.advance(99s);
  EXPECT_EQ(Both::said(both.by_keys, token), "accepted");
  both.clock.advance(1s);
  EXPECT_EQ(Both::said(both.by_keys, token), "expired");
  const auto answer = both.by_keys.verify_cached(token);
  EXPECT_EQ(answer->error(), VerifyError::expired);
}

TEST(Verifier, ARememberedTokenVouchesForNoOther) {
  Both both;
  for (const auto algorithm : crypto::all_algorithms) {
    const auto& key = crypto::test_key(algorithm);
    const auto token = crypto::forge(key, crypto::header_for(key), crypto::plain_claims);
    EXPECT_EQ(Both::said(both.by_keys, token), "accepted");
    const auto first = token.find('.');
    const auto second = token.find('.', first + 1);
    const auto other = encode_base64url(R"({"sub":"eve","exp":1700001790})");
    EXPECT_EQ(Both::said(both.by_keys, token.substr(0, first + 1) + other + token.substr(second)),
              "bad_signature");
    EXPECT_EQ(Both::said(both.by_keys, token.substr(0, second + 1)), "bad_signature");
    EXPECT_EQ(Both::said(both.by_keys, token + "="), "bad_signature");
  }
}

// CWE-347: tokens that attackers sign with a public key, or not at all.
TEST(Verifier, PublishedKeysAreNoSecrets) {
  Both both;
  for (const auto algorithm : crypto::all_algorithms) {
    const auto& key = crypto::test_key(algorithm).public_key();
    for (const std::string& secret : {key.to_jwk(), key.kid(), key.thumbprint(), std::string{}}) {
      const auto by = [&](const std::string& header) {
        return crypto::forge(header, crypto::plain_claims, secret);
      };
      const auto kid = R"(,"kid":")" + key.kid() + R"("})";
      EXPECT_EQ(Both::said(both.by_keys, by(R"({"alg":"HS256")" + kid)), "unsupported_algorithm");
      EXPECT_EQ(Both::said(both.by_keys, by(R"({"alg":"HS256"})")), "unsupported_algorithm");
      EXPECT_EQ(Both::said(both.by_secret, by(R"({"alg":"HS256"})")), "bad_signature");
      EXPECT_EQ(Both::said(both.by_keys, by(R"({"alg":"none")" + kid)), "unsupported_algorithm");
      EXPECT_EQ(Both::said(both.by_secret, by(R"({"alg":"none"})")), "unsupported_algorithm");
      EXPECT_EQ(Both::said(both.by_keys, by(R"({"alg":"EdDSA","jku":"https://evil.example.com")" + kid)),
                "embedded_key");
    }
  }
  EXPECT_EQ(both.server.asked(), 1U);
}

TEST(Verifier, GivesTheClaims) {
  Both both;
  const auto& key = crypto::test_key(SigningAlgorithm::es256);
  const auto token = crypto::forge(
      key, crypto::header_for(key),
      R"({"sub":"ada","exp":1700001790,"iss":"i","client_id":"c","scope":"a b","sid":"s","jti":"j"})");
  for (int i = 0; i < 2; ++i) {
    const auto claims = store::run(both.by_keys.verify(token)).value();
    EXPECT_EQ(claims.subject, "ada");
    EXPECT_EQ(claims.issuer, "i");
    EXPECT_EQ(claims.client, "c");
    EXPECT_EQ(claims.scope, "a b");
    EXPECT_EQ(claims.session, "s");
    EXPECT_EQ(claims.id, "j");
  }
  EXPECT_THROW(std::ignore = both.by_keys.verify_cached("a.b.c").value().value(), std::runtime_error);
}

TEST(Verifier, ServesManyThreads) {
  Both both;
  std::vector<std::string> tokens;
  const auto& key = crypto::test_key(SigningAlgorithm::eddsa);
  for (int i = 0; i < 64; ++i) {
    tokens.push_back(crypto::forge(key, crypto::header_for(key),
                                   R"({"sub":")" + std::to_string(i) + R"(","exp":1700900000})"));
  }
  std::atomic<int> wrong = 0;
  std::atomic<bool> is_over = false;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::size_t round = 0; !is_over || round < tokens.size(); ++round) {
        const auto i = round % tokens.size();
        const auto answer = store::run(both.by_keys.verify(tokens[i]));
        if (!answer || answer->subject != std::to_string(i)) ++wrong;
      }
    });
  }
  for (int i = 0; i < 50; ++i) {
    both.clock.advance(310s);
    std::this_thread::sleep_for(2ms);
  }
  is_over = true;
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(both.server.asked(), 1U);
}

TEST(VerifiedClaims, AreBoundToTokenAndGeneration) {
  VerifiedClaims verified{2};
  crypto::Claims claims;
  claims.subject = "ada";
  verified.insert("a.b.c", 1, claims);
  ASSERT_TRUE(verified.find("a.b.c", 1));
  EXPECT_EQ(*verified.find("a.b.c", 1), claims);
  EXPECT_FALSE(verified.find("a.b.c", 2));
  EXPECT_FALSE(verified.find("x.b.c", 1));
  EXPECT_FALSE(verified.find("", 1));
  const auto kept = verified.find("a.b.c", 1);
  for (int i = 0; i < 100; ++i) verified.insert(std::to_string(i), 1, {});
  EXPECT_FALSE(verified.find("a.b.c", 1)) << "two places";
  EXPECT_EQ(kept->subject, "ada");
}

}  // namespace
}  // namespace gatehouse::verifier
