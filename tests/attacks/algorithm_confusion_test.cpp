// SPDX-License-Identifier: Apache-2.0
// Tokens that try to choose how they are verified (CWE-347, CWE-327; RFC 8725 2.1 and 3.1).
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

#include "crypto/forge.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto {
namespace {

AccessTokenKey key_of(std::string_view secret) {
  return AccessTokenKey::from_secret(Secret{std::string{secret}}).value();
}

/// Returns the error of verifying with our own key, which is never "accepted".
std::string said(std::string_view token, std::string_view secret = test_secret) {
  const auto claims = verify(token, key_of(secret), {}, test_now);
  const auto payload = verify_signature(token, key_of(secret));
  if (claims || payload) return "accepted";
  EXPECT_EQ(claims.error(), payload.error());
  return std::string{to_string(claims.error())};
}

std::string unsigned_part(std::string_view header) {
  return encode_base64url(header) + '.' + encode_base64url(plain_claims) + '.';
}

TEST(AlgorithmConfusion, None) {
  for (const auto* name : {"none", "None", "NONE", "nOnE", "", " ", "HS256\\u0000", "null"}) {
    const std::string header = std::string{R"({"alg":")"} + name + R"(","typ":"JWT"})";
    EXPECT_EQ(said(unsigned_part(header)), "unsupported_algorithm") << name;
    EXPECT_EQ(said(forge(header, plain_claims)), "unsupported_algorithm")
        << name << ", with a good signature";
  }
  EXPECT_EQ(said(unsigned_part(plain_header)), "bad_signature");
  EXPECT_EQ(said(unsigned_part(R"({"typ":"JWT"})")), "unsupported_algorithm");
}

TEST(AlgorithmConfusion, AnotherHmacWithTheRightSecret) {
  EXPECT_EQ(said(forge(R"({"alg":"HS512","typ":"JWT"})", plain_claims, test_secret, EVP_sha512())),
            "unsupported_algorithm");
  EXPECT_EQ(said(forge(R"({"alg":"HS384","typ":"JWT"})", plain_claims, test_secret, EVP_sha384())),
            "unsupported_algorithm");
  EXPECT_EQ(said(forge(plain_header, plain_claims, test_secret, EVP_sha512())), "bad_signature");
  EXPECT_EQ(said(forge(plain_header, plain_claims, test_secret, EVP_sha1())), "bad_signature");
}

TEST(AlgorithmConfusion, APublicKeyAsSecret) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> pair{EVP_RSA_gen(2048), EVP_PKEY_free};
  const std::unique_ptr<BIO, decltype(&BIO_free)> pem{BIO_new(BIO_s_mem()), BIO_free};
  ASSERT_EQ(PEM_write_bio_PUBKEY(pem.get(), pair.get()), 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(pem.get(), &text);
  const std::string published{text, static_cast<std::size_t>(size)};
  // With our own key the signature is wrong, and a header that says RS256 is refused whatever key signed it.
  EXPECT_EQ(said(forge(plain_header, plain_claims, published)), "bad_signature");
  EXPECT_EQ(said(forge(R"({"alg":"RS256","typ":"JWT"})", plain_claims, published), published),
            "unsupported_algorithm");
}

TEST(AlgorithmConfusion, AKeyOfTheTokensOwn) {
  const std::string own = "the attacker's own secret, 32 by";
  const auto jwk = R"({"kty":"oct","alg":"HS256","k":")" + encode_base64url(own) + "\"}";
  EXPECT_EQ(said(forge(R"({"alg":"HS256","jwk":)" + jwk + "}", plain_claims, own)), "embedded_key");
  EXPECT_EQ(said(forge(R"({"alg":"HS256","jwk":)" + jwk + "}", plain_claims)), "embedded_key");
  for (const auto* name : {"jku", "x5u"}) {
    const auto header = std::string{R"({"alg":"HS256",")"} + name + R"(":"https://attacker.example/keys"})";
    EXPECT_EQ(said(forge(header, plain_claims, own)), "embedded_key") << name;
  }
  EXPECT_EQ(said(forge(R"({"alg":"HS256","x5c":["MIIB"]})", plain_claims, own)), "embedded_key");
  // A key's name is only a hint: whatever it refers to, our own key is used.
  for (const auto* kid : {"../../dev/null", "' UNION SELECT 'x", "/proc/self/environ"}) {
    const auto header = std::string{R"({"alg":"HS256","kid":")"} + kid + "\"}";
    EXPECT_EQ(said(forge(header, plain_claims, "")), "bad_signature") << kid;
  }
}

TEST(AlgorithmConfusion, CriticalExtensions) {
  EXPECT_EQ(said(forge(R"({"alg":"HS256","crit":["exp"]})", plain_claims)), "unknown_critical");
  EXPECT_EQ(said(forge(R"({"alg":"HS256","crit":["b64"],"b64":false})", plain_claims)), "unknown_critical");
  EXPECT_EQ(said(forge(R"({"b64":false,"alg":"HS256","crit":["b64"]})", plain_claims)), "unencoded_payload");
  const auto header = encode_base64url(R"({"alg":"HS256","b64":false})");
  EXPECT_EQ(said(sign_parts(header + '.' + std::string{plain_claims})), "unencoded_payload");
}

TEST(AlgorithmConfusion, TwoAlgorithms) {
  EXPECT_EQ(said(forge(R"({"alg":"none","alg":"HS256"})", plain_claims)), "unsupported_algorithm");
  EXPECT_EQ(said(forge(R"({"alg":"HS256","alg":"none"})", plain_claims)), "malformed");
  EXPECT_EQ(said(forge(R"({"alg":"HS256","\u0061lg":"none"})", plain_claims)), "malformed");
  EXPECT_EQ(said(forge(R"({"alg":["HS256","none"]})", plain_claims)), "unsupported_algorithm");
  EXPECT_EQ(said(forge(R"({"alg":["HS256"]})", plain_claims)), "unsupported_algorithm");
  EXPECT_EQ(said(forge(R"({"alg":{"alg":"HS256"}})", plain_claims)), "unsupported_algorithm");
  EXPECT_EQ(said(forge(R"({"x":{"alg":"HS256"}})", plain_claims)), "unsupported_algorithm");
  EXPECT_EQ(said(forge(R"({"x":["alg","HS256"]})", plain_claims)), "unsupported_algorithm");
}

TEST(AlgorithmConfusion, SignaturesAndDotsToSpare) {
  const auto good = forge(plain_header, plain_claims);
  ASSERT_EQ(said(good), "accepted");
  const auto signature = good.substr(good.rfind('.'));
  for (const auto& token :
       {good + signature, good + '.', '.' + good, good + "..", good + signature + signature}) {
    EXPECT_NE(said(token), "accepted") << token;
  }
  auto doubled = good;
  doubled.insert(doubled.find('.'), ".");
  EXPECT_NE(said(doubled), "accepted");
  // A JWE has five parts, and the JSON serialization of a JWS has none.
  EXPECT_NE(said(good + ".AAAA.AAAA"), "accepted");
  EXPECT_NE(said(R"({"payload":"e30","signatures":[{"protected":"e30","signature":"AA"}]})"), "accepted");
}

}  // namespace
}  // namespace gatehouse::crypto
