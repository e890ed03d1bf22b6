// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/signing_key.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <thread>
#include <type_traits>

#include "crypto/jose_vectors.h"
#include "crypto/test_keys.h"
#include "gatehouse/crypto/tokens/secrets.h"

namespace gatehouse::crypto {
namespace {

static_assert(!std::is_convertible_v<SigningKey, PublicKey>, "what signs is not published by accident");
static_assert(!std::is_constructible_v<VerificationKeys, std::vector<PublicKey>>,
              "only through from_keys, which refuses");
static_assert(!std::is_convertible_v<RefreshTokenKey, SigningKey>);

std::string said(const Secret& der) {
  const auto key = SigningKey::from_pkcs8(der);
  return key ? "accepted" : std::string{to_string(key.error())};
}

std::string said(const TestKeyPtr& key) { return said(pkcs8_of(key)); }

template <class... Arguments>
TestKeyPtr openssl_key(const char* kind, Arguments... arguments) {
  return {EVP_PKEY_Q_keygen(nullptr, nullptr, kind, arguments...), EVP_PKEY_free};
}

TEST(SigningKey, WhatItSignsItsPublicKeyVerifies) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    EXPECT_EQ(key.algorithm(), algorithm);
    for (const auto& message : {std::string{}, std::string{"x"}, std::string(10'000, 'y')}) {
      const auto signature = key.sign(message);
      EXPECT_EQ(signature.size(), key.public_key().signature_size());
      EXPECT_TRUE(key.public_key().verify(message, signature));
      EXPECT_FALSE(key.public_key().verify(message + 'z', signature));
    }
  }
}

TEST(SigningKey, SurvivesPkcs8) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto read = SigningKey::from_pkcs8(key.to_pkcs8());
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(read->public_key().to_jwk(), key.public_key().to_jwk());
    EXPECT_EQ(read->header(TokenType::jwt), key.header(TokenType::jwt));
    EXPECT_TRUE(key.public_key().verify("x", read->sign("x")));
  }
}

TEST(SigningKey, EachIsNew) {
  for (const auto algorithm : all_algorithms) {
    EXPECT_NE(SigningKey::generate(algorithm).kid(), test_key(algorithm).kid());
  }
}

TEST(SigningKey, RsaSizes) {
  EXPECT_EQ(test_key(SigningAlgorithm::rs256).public_key().signature_size(), 256U);
  const auto larger = SigningKey::generate(SigningAlgorithm::rs256, RsaSize::bits_3072);
  EXPECT_EQ(larger.public_key().signature_size(), 384U);
  EXPECT_TRUE(larger.public_key().verify("x", larger.sign("x")));
}

TEST(SigningKey, ItsHeaderNamesIt) {
  const auto& key = test_key(SigningAlgorithm::eddsa);
  EXPECT_EQ(decode_base64url(key.header(TokenType::jwt)),
            R"({"alg":"EdDSA","kid":")" + key.kid() + R"(","typ":"JWT"})");
  EXPECT_EQ(decode_base64url(key.header(TokenType::at_jwt)),
            R"({"alg":"EdDSA","kid":")" + key.kid() + R"(","typ":"at+jwt"})");
  EXPECT_EQ(key.kid(), key.public_key().thumbprint());
}

TEST(SigningKey, Ed25519AndRsaSignOneWay) {
  for (const auto algorithm : {SigningAlgorithm::eddsa, SigningAlgorithm::rs256}) {
    EXPECT_EQ(test_key(algorithm).sign("x"), test_key(algorithm).sign("x"));
  }
  EXPECT_NE(test_key(SigningAlgorithm::es256).sign("x"), test_key(SigningAlgorithm::es256).sign("x"));
}

TEST(SigningKey, ThreadsShareIt) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    std::vector<std::thread> threads;
    std::array<int, 4> verified{};
    for (auto& count : verified) {
      threads.emplace_back([&key, &count] {
        for (int i = 0; i < 50; ++i) {
          const auto message = std::to_string(i);
          if (key.public_key().verify(message, key.sign(message))) ++count;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    for (const auto count : verified) EXPECT_EQ(count, 50);
  }
}

TEST(SigningKey, BytesThatAreNoKey) {
  EXPECT_EQ(said(Secret{}), "malformed");
  EXPECT_EQ(said(Secret{"-----BEGIN PRIVATE KEY-----"}), "malformed");
  EXPECT_EQ(said(Secret{std::string(100, '\xff')}), "malformed");
  for (const auto algorithm : all_algorithms) {
    const std::string good{test_key(algorithm).to_pkcs8().reveal()};
    ASSERT_EQ(said(Secret{good}), "accepted");
    EXPECT_EQ(said(Secret{good + '\0'}), "malformed") << "something behind it";
    for (std::size_t size = 0; size < good.size(); size += 7) {
      EXPECT_EQ(said(Secret{good.substr(0, size)}), "malformed") << size;
    }
  }
}

TEST(SigningKey, KeysOfOtherKinds) {
  EXPECT_EQ(said(openssl_key("EC", "P-256")), "accepted");
  EXPECT_EQ(said(openssl_key("EC", "P-384")), "unsupported");
  EXPECT_EQ(said(openssl_key("EC", "secp256k1")), "unsupported");
  EXPECT_EQ(said(openssl_key("X25519")), "unsupported");
  EXPECT_EQ(said(openssl_key("ED448")), "unsupported");
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> pss{
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA-PSS", nullptr), EVP_PKEY_CTX_free};
  EVP_PKEY* made = nullptr;
  ASSERT_EQ(EVP_PKEY_keygen_init(pss.get()), 1);
  ASSERT_EQ(EVP_PKEY_generate(pss.get(), &made), 1);
  EXPECT_EQ(said(TestKeyPtr{made, EVP_PKEY_free}), "unsupported");
}

TEST(SigningKey, AShortRsaKeyIsWeak) {
  EXPECT_EQ(said(openssl_key("RSA", std::size_t{1024})), "weak");
  EXPECT_EQ(said(openssl_key("RSA", std::size_t{2040})), "weak");
}

TEST(SigningKey, HalvesOfTwoKeysAreBroken) {
  // RFC 7515 A.3's private number with another key's point: both are valid, but they do not match.
  auto der = decode_base64url(vectors::rfc7515_a3_pkcs8).value();
  const auto other = test_key(SigningAlgorithm::es256).to_pkcs8();
  der.replace(der.size() - 64, 64, other.reveal().substr(other.size() - 64));
  EXPECT_NE(said(Secret{der}), "accepted");
  // A point that is not on the curve.
  der.back() = static_cast<char>(der.back() ^ 1);
  EXPECT_NE(said(Secret{der}), "accepted");
}

TEST(SigningKey, ADamagedByteOfAnRsaKeyNeverSigns) {
  const auto good = decode_base64url(vectors::rfc7515_a2_pkcs8).value();
  ASSERT_EQ(said(Secret{good}), "accepted");
  for (std::size_t i = 0; i < good.size(); i += 41) {
    auto der = good;
    der[i] = static_cast<char>(der[i] ^ 4);
    const auto key = SigningKey::from_pkcs8(Secret{der});
    // Parts that OpenSSL does not use for signing may be damaged, but what a key signs must verify.
    EXPECT_TRUE(!key || key->public_key().verify("x", key->sign("x"))) << i;
  }
}

TEST(SigningKey, FailuresLeaveNothingInOpensslsQueue) {
  ERR_clear_error();
  (void)SigningKey::from_pkcs8(Secret{"garbage"});
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm).public_key();
    EXPECT_FALSE(key.verify("x", std::string(key.signature_size(), '\x01')));
  }
  (void)PublicKey::from_jwk(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                            R"("y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"})");
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(SigningKey, EveryFlippedBitOfASignatureIsRefused) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto signature = key.sign("message");
    ASSERT_TRUE(key.public_key().verify("message", signature));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
      auto flipped = signature;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
      EXPECT_FALSE(key.public_key().verify("message", flipped)) << to_string(algorithm) << ' ' << bit;
    }
    for (std::size_t size = 0; size < signature.size(); ++size) {
      EXPECT_FALSE(key.public_key().verify("message", signature.substr(0, size))) << size;
    }
    EXPECT_FALSE(key.public_key().verify("message", signature + '\0'));
    EXPECT_FALSE(key.public_key().verify("message", '\0' + signature));
  }
}

TEST(SigningKey, AnEcdsaSignatureHasATwin) {
  // Both (r, s) and (r, n - s) verify according to the standard (FIPS 186-4 6.4). So a signature does not
  // identify a token; its `jti` does.
  const auto& key = test_key(SigningAlgorithm::es256);
  const auto signature = key.sign("message");
  const auto* bytes = reinterpret_cast<const unsigned char*>(signature.data());
  BIGNUM* order = nullptr;
  BN_hex2bn(&order, "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
  BIGNUM* s = BN_bin2bn(bytes + 32, 32, nullptr);
  BN_sub(s, order, s);
  std::string twin = signature;
  ASSERT_EQ(BN_bn2binpad(s, reinterpret_cast<unsigned char*>(twin.data()) + 32, 32), 32);
  BN_free(s);
  BN_free(order);
  EXPECT_NE(twin, signature);
  EXPECT_TRUE(key.public_key().verify("message", twin));
}

TEST(SigningKey, OpensslAgreesWithoutOurCode) {
  for (const auto algorithm : {SigningAlgorithm::eddsa, SigningAlgorithm::rs256}) {
    const auto& key = test_key(algorithm);
    const auto der = key.to_pkcs8();
    const auto* at = reinterpret_cast<const unsigned char*>(der.reveal().data());
    const TestKeyPtr pair{d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())), EVP_PKEY_free};
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    const auto* digest = algorithm == SigningAlgorithm::rs256 ? EVP_sha256() : nullptr;
    ASSERT_EQ(EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, pair.get()), 1);
    const auto signature = key.sign("message");
    EXPECT_EQ(EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                               signature.size(), reinterpret_cast<const unsigned char*>("message"), 7),
              1);
  }
}

}  // namespace
}  // namespace gatehouse::crypto
