// SPDX-License-Identifier: Apache-2.0
#include "crypto/jose_vectors.h"

#include <gtest/gtest.h>

#include "gatehouse/base/base64.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto {
namespace {

std::string bytes_of(std::string_view text) { return decode_base64url(text).value(); }

SigningKey key_of(std::string_view pkcs8) { return SigningKey::from_pkcs8(Secret{bytes_of(pkcs8)}).value(); }

PublicKey public_key_of(std::string_view jwk) { return PublicKey::from_jwk(jwk).value(); }

std::string message_of(std::string_view header, std::string_view payload) {
  return encode_base64url(header) + '.' + std::string{payload};
}

TEST(JoseVectors, Rfc7515A2Rs256) {
  const auto message = message_of(R"({"alg":"RS256"})", vectors::rfc7515_payload);
  const auto public_key = public_key_of(vectors::rfc7515_a2_jwk);
  EXPECT_EQ(public_key.algorithm(), SigningAlgorithm::rs256);
  EXPECT_TRUE(public_key.verify(message, bytes_of(vectors::rfc7515_a2_signature)));
  const auto key = key_of(vectors::rfc7515_a2_pkcs8);
  EXPECT_EQ(key.public_key().to_jwk(), public_key.to_jwk());
  EXPECT_EQ(encode_base64url(key.sign(message)), vectors::rfc7515_a2_signature);
}

TEST(JoseVectors, Rfc7515A3Es256) {
  const auto message = message_of(R"({"alg":"ES256"})", vectors::rfc7515_payload);
  const auto public_key = public_key_of(vectors::rfc7515_a3_jwk);
  EXPECT_EQ(public_key.algorithm(), SigningAlgorithm::es256);
  EXPECT_TRUE(public_key.verify(message, bytes_of(vectors::rfc7515_a3_signature)));
  const auto key = key_of(vectors::rfc7515_a3_pkcs8);
  EXPECT_EQ(key.public_key().to_jwk(), public_key.to_jwk());
  EXPECT_TRUE(public_key.verify(message, key.sign(message)));
}

TEST(JoseVectors, Rfc8037Ed25519) {
  // A.1 has the private key, A.2 its public key, A.3 the thumbprint, A.4 a signature.
  EXPECT_EQ(PublicKey::from_jwk(vectors::rfc8037_private_jwk).error(), PublicKeyError::private_key);
  const auto public_key = public_key_of(vectors::rfc8037_jwk);
  EXPECT_EQ(public_key.algorithm(), SigningAlgorithm::eddsa);
  EXPECT_EQ(public_key.thumbprint(), vectors::rfc8037_thumbprint);
  EXPECT_EQ(public_key.kid(), vectors::rfc8037_thumbprint);
  const auto dot = vectors::rfc8037_token.rfind('.');
  const auto message = vectors::rfc8037_token.substr(0, dot);
  const auto signature = vectors::rfc8037_token.substr(dot + 1);
  EXPECT_EQ(message, message_of(R"({"alg":"EdDSA"})", encode_base64url("Example of Ed25519 signing")));
  EXPECT_TRUE(public_key.verify(message, bytes_of(signature)));
  const auto key = key_of(vectors::rfc8037_pkcs8);
  EXPECT_EQ(key.public_key().to_jwk(), public_key.to_jwk());
  EXPECT_EQ(encode_base64url(key.sign(message)), signature);
}

TEST(JoseVectors, TokensOfTheRfcsNameNoKeyAndAreRefused) {
  const auto keys = VerificationKeys::from_keys({public_key_of(vectors::rfc8037_jwk)}).value();
  EXPECT_EQ(verify_signature(vectors::rfc8037_token, keys).error(), TokenError::unknown_key);
}

TEST(JoseVectors, Rfc7638Thumbprint) {
  const auto key = public_key_of(vectors::rfc7638_jwk);
  EXPECT_EQ(key.thumbprint(), vectors::rfc7638_thumbprint);
  EXPECT_EQ(key.kid(), "2011-04-29") << "a name that was given stays";
}

}  // namespace
}  // namespace gatehouse::crypto
