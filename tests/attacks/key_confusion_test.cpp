// SPDX-License-Identifier: Apache-2.0
// Tokens that try to have a published key used as something else, or another key used as ours (CWE-347; RFC
// 8725 2.1, 2.2, 3.10; the attacks of jwt_tool).
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

#include "crypto/forge.h"
#include "crypto/test_keys.h"
#include "gatehouse/crypto/keys/jwks.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto {
namespace {

/// Returns the error of a service with our three public keys, which is never "accepted".
std::string said(std::string_view token, const VerificationKeys& keys = test_keys()) {
  const auto claims = verify(token, keys, {}, test_now);
  const auto payload = verify_signature(token, keys);
  if (claims || payload) return "accepted";
  EXPECT_EQ(claims.error(), payload.error());
  return std::string{to_string(claims.error())};
}

std::string kid_of(SigningAlgorithm algorithm) { return test_key(algorithm).kid(); }

std::string header_of(std::string_view algorithm, std::string_view kid) {
  return R"({"alg":")" + std::string{algorithm} + R"(","kid":")" + std::string{kid} + R"(","typ":"JWT"})";
}

std::string unsigned_part(std::string_view header) {
  return encode_base64url(header) + '.' + encode_base64url(plain_claims) + '.';
}

TestKeyPtr openssl_key(const SigningKey& key) {
  const auto der = key.to_pkcs8();
  const auto* at = reinterpret_cast<const unsigned char*>(der.reveal().data());
  return {d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())), EVP_PKEY_free};
}

/// Returns the texts in which a public key may be mistaken for a secret.
std::vector<std::string> published_forms(const SigningKey& key) {
  const auto pair = openssl_key(key);
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio{BIO_new(BIO_s_mem()), BIO_free};
  PEM_write_bio_PUBKEY(bio.get(), pair.get());
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  const std::string pem{text, static_cast<std::size_t>(size)};
  unsigned char* bytes = nullptr;
  const int der_size = i2d_PUBKEY(pair.get(), &bytes);
  const std::string der{reinterpret_cast<char*>(bytes), static_cast<std::size_t>(der_size)};
  OPENSSL_free(bytes);
  const auto& public_key = key.public_key();
  return {pem,
          pem.substr(0, pem.size() - 1),
          der,
          public_key.to_jwk(),
          write_jwks(std::vector{public_key}),
          public_key.kid(),
          ""};
}

TEST(KeyConfusion, None) {
  for (const auto algorithm : all_algorithms) {
    for (const auto* name : {"none", "None", "NONE", "nOnE", "", " ", "null"}) {
      const auto header = header_of(name, kid_of(algorithm));
      EXPECT_EQ(said(unsigned_part(header)), "unsupported_algorithm") << name;
      EXPECT_EQ(said(forge(test_key(algorithm), header, plain_claims)), "unsupported_algorithm")
          << name << ", with a good signature";
    }
    EXPECT_EQ(said(unsigned_part(header_of(to_string(algorithm), kid_of(algorithm)))), "bad_signature");
  }
}

TEST(KeyConfusion, APublicKeyAsSecret) {
  for (const auto algorithm : all_algorithms) {
    for (const auto& secret : published_forms(test_key(algorithm))) {
      const auto kid = kid_of(algorithm);
      for (const auto* name : {"HS256", "HS384", "HS512"}) {
        EXPECT_EQ(said(forge(header_of(name, kid), plain_claims, secret)), "unsupported_algorithm");
      }
      EXPECT_EQ(said(forge(header_of(to_string(algorithm), kid), plain_claims, secret)), "bad_signature");
      // Without a kid, and with the header of tokens that a secret signs.
      EXPECT_EQ(said(forge(plain_header, plain_claims, secret)), "unsupported_algorithm");
    }
  }
}

TEST(KeyConfusion, AKeyPairsTokenWhereASecretIsAsked) {
  const auto key = AccessTokenKey::from_secret(Secret{std::string{test_secret}}).value();
  for (const auto algorithm : all_algorithms) {
    const auto token =
        sign({.subject = "ada", .expires_at = test_now + std::chrono::seconds{9}}, test_key(algorithm));
    EXPECT_EQ(verify(token, key, {}, test_now).error(), TokenError::unsupported_algorithm);
  }
}

TEST(KeyConfusion, ANameIsOnlyAName) {
  const auto& key = test_key(SigningAlgorithm::eddsa);
  for (const auto* kid :
       {"../../../../dev/null", "/dev/null", "file:///dev/null", "/proc/sys/kernel/randomize_va_space",
        "x' UNION SELECT 'secret';--", "' OR '1'='1", "/root/res/keys/secret7.key; curl attacker.example",
        "|whoami", "$(id)", "%2e%2e%2fdev%2fnull", "\\u0000", "*", "0", "https://attacker.example/jwks.json",
        "ldap://attacker.example/x", "{{7*7}}", "__proto__", "constructor"}) {
    for (const auto algorithm : all_algorithms) {
      const auto header = header_of(to_string(algorithm), kid);
      EXPECT_EQ(said(forge(header, plain_claims, "")), "unknown_key") << kid;
      EXPECT_EQ(said(forge(key, header, plain_claims)), "unknown_key") << kid;
      EXPECT_EQ(said(unsigned_part(header)), "unknown_key") << kid;
    }
  }
}

TEST(KeyConfusion, AKeyOfTheTokensOwn) {
  for (const auto algorithm : all_algorithms) {
    const auto own = algorithm == SigningAlgorithm::rs256 ? SigningKey::generate(SigningAlgorithm::es256)
                                                          : SigningKey::generate(algorithm);
    const auto jwk = own.public_key().to_jwk();
    for (const auto& more :
         {R"(,"jwk":)" + jwk, std::string{R"(,"jku":"https://attacker.example/jwks.json")"},
          std::string{R"(,"x5u":"https://attacker.example/cert.pem")"}, std::string{R"(,"x5c":["MIIB"])"},
          std::string{R"(,"jwk":null)"}, std::string{R"(,"\u006aku":"http://127.0.0.1/")"}}) {
      EXPECT_EQ(said(forge(own, header_for(own, more), plain_claims)), "embedded_key") << more;
      // With the kid of one of our keys, and even with a valid signature.
      const auto& ours = test_key(algorithm);
      EXPECT_EQ(said(forge(own, header_for(ours, more), plain_claims)), "embedded_key") << more;
      EXPECT_EQ(said(forge(ours, header_for(ours, more), plain_claims)), "embedded_key") << more;
    }
    EXPECT_EQ(said(forge(own, header_for(own), plain_claims)), "unknown_key");
  }
}

TEST(KeyConfusion, AnotherKeyUnderOurName) {
  for (const auto algorithm : all_algorithms) {
    const auto own = SigningKey::generate(algorithm);
    EXPECT_EQ(said(forge(own, header_for(test_key(algorithm)), plain_claims)), "bad_signature");
  }
}

TEST(KeyConfusion, AKeyOfAnotherAlgorithmUnderOneName) {
  // Two issuers, or two rotations, gave the same kid to keys of two kinds.
  const auto named = [](const SigningKey& key) {
    auto jwk = key.public_key().to_jwk();
    jwk.replace(jwk.find(key.kid()), key.kid().size(), "one");
    return PublicKey::from_jwk(jwk).value();
  };
  for (const auto theirs : all_algorithms) {
    const auto keys = VerificationKeys::from_keys({named(test_key(theirs))}).value();
    for (const auto algorithm : all_algorithms) {
      const auto token = forge(test_key(algorithm), header_of(to_string(algorithm), "one"), plain_claims);
      if (algorithm == theirs) {
        EXPECT_TRUE(verify_signature(token, keys));
      } else {
        EXPECT_EQ(said(token, keys), "unsupported_algorithm");
        EXPECT_EQ(said(forge(test_key(algorithm), header_of(to_string(theirs), "one"), plain_claims), keys),
                  "bad_signature");
      }
    }
  }
  EXPECT_EQ(VerificationKeys::from_keys(
                {named(test_key(SigningAlgorithm::eddsa)), named(test_key(SigningAlgorithm::es256))})
                .error(),
            KeySetError::duplicate_kid);
}

TEST(KeyConfusion, PsychicSignatures) {
  // CVE-2022-21449: r and s are zero, the order, the order plus one, or zero beside a valid half.
  const auto& key = test_key(SigningAlgorithm::es256);
  const auto message = encode_base64url(header_for(key)) + '.' + encode_base64url(plain_claims);
  const auto good = key.sign(message);
  const std::string zero(32, '\0');
  const std::string one = std::string(31, '\0') + '\x01';
  const std::string order{
      "\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff"
      "\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51",
      32};
  auto above = order;
  above.back() = '\x52';
  const std::string most(32, '\xff');
  const auto r = good.substr(0, 32);
  const auto s = good.substr(32);
  std::vector<std::string> signatures{zero + s,  r + zero, order + s, r + order, above + s,
                                      r + above, most + s, r + most,  s + r};
  for (const auto& a : {zero, one, order, above, most}) {
    for (const auto& b : {zero, one, order, above, most}) signatures.push_back(a + b);
  }
  for (const auto& signature : signatures) {
    EXPECT_EQ(said(message + '.' + encode_base64url(signature)), "bad_signature");
  }
  EXPECT_TRUE(verify_signature(message + '.' + encode_base64url(good), test_keys()));
}

TEST(KeyConfusion, ZerosAreNoSignature) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto message = encode_base64url(header_for(key)) + '.' + encode_base64url(plain_claims);
    for (const char byte : {'\0', '\1', '\xff'}) {
      for (const std::size_t size : {0U, 1U, 32U, 64U, 70U, 96U, 255U, 256U, 257U}) {
        EXPECT_EQ(said(message + '.' + encode_base64url(std::string(size, byte))), "bad_signature");
      }
    }
  }
}

TEST(KeyConfusion, ADerSignatureIsNoJws) {
  const auto& key = test_key(SigningAlgorithm::es256);
  const auto pair = openssl_key(key);
  const auto message = encode_base64url(header_for(key)) + '.' + encode_base64url(plain_claims);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  ASSERT_EQ(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, pair.get()), 1);
  unsigned char der[80];
  std::size_t size = sizeof der;
  ASSERT_EQ(EVP_DigestSign(context.get(), der, &size, reinterpret_cast<const unsigned char*>(message.data()),
                           message.size()),
            1);
  const std::string signature{reinterpret_cast<char*>(der), size};
  EXPECT_EQ(said(message + '.' + encode_base64url(signature)), "bad_signature");
}

TEST(KeyConfusion, AnotherCurve) {
  for (const auto* curve : {"P-384", "P-521", "secp256k1", "brainpoolP256r1"}) {
    const TestKeyPtr pair{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve), EVP_PKEY_free};
    EXPECT_EQ(SigningKey::from_pkcs8(pkcs8_of(pair)).error(), SigningKeyError::unsupported) << curve;
    // The point of that curve, declared as one of P-256.
    unsigned char point[140];
    std::size_t size = 0;
    ASSERT_EQ(EVP_PKEY_get_octet_string_param(pair.get(), "encoded-pub-key", point, sizeof point, &size), 1);
    const std::string bytes{reinterpret_cast<char*>(point) + 1, size - 1};
    const auto jwk = R"({"kty":"EC","crv":"P-256","x":")" +
                     encode_base64url(bytes.substr(0, bytes.size() / 2)) + R"(","y":")" +
                     encode_base64url(bytes.substr(bytes.size() / 2)) + "\"}";
    EXPECT_EQ(PublicKey::from_jwk(jwk).error(), PublicKeyError::invalid) << curve;
  }
}

TEST(KeyConfusion, AnotherPaddingOrDigest) {
  const auto& key = test_key(SigningAlgorithm::rs256);
  const auto pair = openssl_key(key);
  const auto message = encode_base64url(header_for(key)) + '.' + encode_base64url(plain_claims);
  const auto signed_with = [&](const EVP_MD* digest, bool pss) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_PKEY_CTX* options = nullptr;
    EXPECT_EQ(EVP_DigestSignInit(context.get(), &options, digest, nullptr, pair.get()), 1);
    const int padding = pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(options, padding), 1);
    std::string signature(256, '\0');
    std::size_t size = signature.size();
    EXPECT_EQ(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                             reinterpret_cast<const unsigned char*>(message.data()), message.size()),
              1);
    return message + '.' + encode_base64url(signature);
  };
  EXPECT_TRUE(verify_signature(signed_with(EVP_sha256(), false), test_keys()));
  EXPECT_EQ(said(signed_with(EVP_sha256(), true)), "bad_signature");
  EXPECT_EQ(said(signed_with(EVP_sha1(), false)), "bad_signature");
  EXPECT_EQ(said(signed_with(EVP_sha512(), false)), "bad_signature");
  for (const auto* name : {"PS256", "RS1", "RS384", "RS512", "RSA-OAEP", "RSA1_5"}) {
    EXPECT_EQ(said(forge(key, header_of(name, key.kid()), plain_claims)), "unsupported_algorithm") << name;
  }
}

TEST(KeyConfusion, AnExponentOfOne) {
  // With the exponent 1 the padded digest is its own signature, so anyone can sign (jwt_tool's embedded key).
  const auto& key = test_key(SigningAlgorithm::rs256);
  const auto pair = openssl_key(key);
  const auto enclosed = [&](const std::string& message) {
    const auto signature = key.sign(message);
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context{
        EVP_PKEY_CTX_new(pair.get(), nullptr), EVP_PKEY_CTX_free};
    EXPECT_EQ(EVP_PKEY_encrypt_init(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING), 1);
    std::string padded(signature.size(), '\0');
    std::size_t size = padded.size();
    EXPECT_EQ(EVP_PKEY_encrypt(context.get(), reinterpret_cast<unsigned char*>(padded.data()), &size,
                               reinterpret_cast<const unsigned char*>(signature.data()), signature.size()),
              1);
    EXPECT_EQ(padded.substr(0, 3), std::string("\0\1\xff", 3));
    return message + '.' + encode_base64url(padded);
  };
  auto jwk = key.public_key().to_jwk();
  const auto exponent = jwk.find("\"AQAB\"");
  ASSERT_NE(exponent, jwk.npos);
  jwk.replace(exponent, 6, "\"AQ\"");
  const auto claims = encode_base64url(plain_claims);
  EXPECT_EQ(said(enclosed(encode_base64url(header_for(key)) + '.' + claims)), "bad_signature");
  EXPECT_EQ(said(enclosed(encode_base64url(header_for(key, R"(,"jwk":)" + jwk)) + '.' + claims)),
            "embedded_key");
  EXPECT_FALSE(PublicKey::from_jwk(jwk));
}

TEST(KeyConfusion, ATokenInAToken) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto inner = forge(key, header_for(key), plain_claims);
    const auto outer = forge(key, header_for(key, R"(,"cty":"JWT")"), inner);
    // The signature is valid, but the payload is not a set of claims (RFC 7519 5.2, 7.2).
    EXPECT_TRUE(verify_signature(outer, test_keys()));
    EXPECT_EQ(verify(outer, test_keys(), {}, test_now).error(), TokenError::malformed);
    EXPECT_EQ(said(inner + '.' + encode_base64url(key.sign(inner))), "bad_signature");
  }
}

TEST(KeyConfusion, SignaturesAndDotsToSpare) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto good = forge(key, header_for(key), plain_claims);
    const auto signature = good.substr(good.rfind('.'));
    for (const auto& token : {good + signature, good + '.', '.' + good, good + "..", good + ".AAAA.AAAA",
                              std::string(9000, 'A') + good, good + std::string(9000, 'A')}) {
      EXPECT_NE(said(token), "accepted") << token;
    }
  }
  EXPECT_NE(said(R"({"payload":"e30","signatures":[{"protected":"e30","signature":"AA"}]})"), "accepted");
}

TEST(KeyConfusion, AnotherTokensSignature) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm);
    const auto mine = forge(key, header_for(key), R"({"sub":"eve","exp":1700001790})");
    const auto message = encode_base64url(header_for(key)) + '.' + encode_base64url(plain_claims);
    EXPECT_EQ(said(message + mine.substr(mine.rfind('.'))), "bad_signature");
  }
}

}  // namespace
}  // namespace gatehouse::crypto
