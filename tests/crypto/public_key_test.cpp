// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/public_key.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>

#include <algorithm>
#include <boost/json.hpp>

#include "crypto/jose_vectors.h"
#include "crypto/test_keys.h"

namespace gatehouse::crypto {
namespace {

std::string said(std::string_view jwk) {
  const auto key = PublicKey::from_jwk(jwk);
  return key ? "accepted" : std::string{to_string(key.error())};
}

struct Case {
  std::string jwk;
  const char* expected;
};

void expect_all(const std::vector<Case>& cases) {
  for (const auto& [jwk, expected] : cases) EXPECT_EQ(said(jwk), expected) << jwk;
}

const std::string x25519 = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const std::string x256 = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
const std::string y256 = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

/// Returns RFC 8037's key with additional members.
std::string okp(const std::string& more) {
  return R"({"kty":"OKP","crv":"Ed25519","x":")" + x25519 + '"' + more + '}';
}

std::string ec(const std::string& x, const std::string& y, const std::string& curve = "P-256") {
  return R"({"kty":"EC","crv":")" + curve + R"(","x":")" + x + R"(","y":")" + y + "\"}";
}

std::string ed25519(const std::string& bytes) {
  return R"({"kty":"OKP","crv":"Ed25519","x":")" + encode_base64url(bytes) + "\"}";
}

std::string rsa(const std::string& modulus, const std::string& exponent = {1, 0, 1}) {
  return R"({"kty":"RSA","n":")" + encode_base64url(modulus) + R"(","e":")" + encode_base64url(exponent) +
         "\"}";
}

/// Returns the modulus of RFC 7515 A.2.
std::string good_modulus() {
  const auto jwk = boost::json::parse(vectors::rfc7515_a2_jwk);
  return decode_base64url(std::string_view{jwk.at("n").as_string()}).value();
}

TEST(PublicKey, Members) {
  expect_all({
      {okp(""), "accepted"},
      {okp(R"(,"alg":"EdDSA","use":"sig","key_ops":["verify"],"kid":"a","x5t":1,"exp":2,"y":"")"),
       "accepted"},
      {okp(R"(,"key_ops":["sign","verify"])"), "accepted"},
      {okp(R"(,"alg":"ES256")"), "contradictory"},
      {okp(R"(,"alg":"RS256")"), "contradictory"},
      {okp(R"(,"alg":"HS256")"), "unsupported"},
      {okp(R"(,"alg":"none")"), "unsupported"},
      {okp(R"(,"alg":"eddsa")"), "unsupported"},
      {okp(R"(,"alg":"")"), "unsupported"},
      {okp(R"(,"alg":null)"), "malformed"},
      {okp(R"(,"alg":["EdDSA"])"), "malformed"},
      {okp(R"(,"use":"enc")"), "wrong_use"},
      {okp(R"(,"use":"SIG")"), "wrong_use"},
      {okp(R"(,"use":1)"), "malformed"},
      {okp(R"(,"key_ops":[])"), "wrong_use"},
      {okp(R"(,"key_ops":["sign"])"), "wrong_use"},
      {okp(R"(,"key_ops":["verify","encrypt"])"), "wrong_use"},
      {okp(R"(,"key_ops":["verify","verify"])"), "malformed"},
      {okp(R"(,"key_ops":"verify")"), "malformed"},
      {okp(R"(,"key_ops":["verify",1])"), "malformed"},
      {okp(R"(,"key_ops":{"verify":1})"), "malformed"},
      {okp(R"(,"use":"sig","key_ops":["deriveKey"])"), "wrong_use"},
      {okp(R"(,"kid":"")"), "malformed"},
      {okp(R"(,"kid":7)"), "malformed"},
      {okp(R"(,"kid":")" + std::string(PublicKey::max_id_size, 'k') + "\""), "accepted"},
      {okp(R"(,"kid":")" + std::string(PublicKey::max_id_size + 1, 'k') + "\""), "malformed"},
      {okp(R"(,"d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")"), "private_key"},
      {okp(R"(,"d":null)"), "private_key"},
      {okp(R"(,"k":"AA")"), "private_key"},
      {okp(R"(,"x":")" + x25519 + "\""), "malformed"},
      {okp(R"(,"\u0078":")" + x25519 + "\""), "malformed"},
      {okp(R"(,"kty":"OKP")"), "malformed"},
      {okp(",\"pad\":\"" + std::string(PublicKey::max_jwk_size, ' ') + "\""), "malformed"},
      {"", "malformed"},
      {"[]", "malformed"},
      {"{}", "malformed"},
      {okp("") + okp(""), "malformed"},
      {R"({"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75"})", "unsupported"},
      {R"({"kty":"oct","alg":"EdDSA","crv":"Ed25519","x":")" + x25519 + "\"}", "unsupported"},
      {R"({"kty":"okp","crv":"Ed25519","x":")" + x25519 + "\"}", "unsupported"},
      {R"({"kty":"OKP","x":")" + x25519 + "\"}", "malformed"},
      {R"({"kty":"OKP","crv":"X25519","x":")" + x25519 + "\"}", "unsupported"},
      {R"({"kty":"OKP","crv":"Ed448","x":")" + x25519 + "\"}", "unsupported"},
      {R"({"kty":"EC","crv":"Ed25519","x":")" + x25519 + "\"}", "unsupported"},
      {R"({"kty":"OKP","crv":"Ed25519"})", "malformed"},
      {R"({"kty":"OKP","crv":"Ed25519","x":""})", "malformed"},
      {R"({"kty":"OKP","crv":"Ed25519","x":")" + x25519 + "=\"}", "malformed"},
      {R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp"})", "malformed"},
      {R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"})", "malformed"},
  });
}

TEST(PublicKey, PointsOfP256) {
  const auto x = decode_base64url(x256).value();
  const auto y = decode_base64url(y256).value();
  const std::string zeros(32, '\0');
  const std::string ones(32, '\xff');
  auto off = y;
  off.back() = static_cast<char>(off.back() ^ 1);
  const auto point = [](const std::string& a, const std::string& b) {
    return ec(encode_base64url(a), encode_base64url(b));
  };
  expect_all({
      {point(x, y), "accepted"},
      {point(x, off), "invalid"},
      {point(y, x), "invalid"},
      {point(zeros, zeros), "invalid"},
      {point(x, zeros), "invalid"},
      {point(ones, ones), "invalid"},
      {point(x.substr(1), y), "invalid"},
      {point('\0' + x, y), "invalid"},
      {point(x, '\0' + y), "invalid"},
      {point(x + y, y), "invalid"},
      {point("", y), "malformed"},
      {ec(x256, ""), "malformed"},
      {ec(x256 + "=", y256), "malformed"},
      {ec(x256, y256, "P-384"), "unsupported"},
      {ec(x256, y256, "secp256k1"), "unsupported"},
      {ec(x256, y256, "p-256"), "unsupported"},
      // The point at infinity has no coordinates, and a compressed one no y.
      {R"({"kty":"EC","crv":"P-256","x":")" + x256 + "\"}", "malformed"},
  });
}

TEST(PublicKey, AShortCoordinateKeepsItsZeros) {
  // About 1 in 128 keys has a coordinate that begins with a zero byte. JWKs keep it (RFC 7518 6.2.1.2).
  for (int i = 0; i < 2000; ++i) {
    const auto key = SigningKey::generate(SigningAlgorithm::es256);
    const auto jwk = boost::json::parse(key.public_key().to_jwk());
    const auto x = decode_base64url(std::string_view{jwk.at("x").as_string()}).value();
    ASSERT_EQ(x.size(), 32U);
    if (x.front() == '\0') return;
  }
  FAIL() << "none of 2,000 keys has one";
}

TEST(PublicKey, PointsOfEd25519) {
  const auto hex = [](std::string_view digits) {
    BIGNUM* number = nullptr;
    BN_hex2bn(&number, std::string{digits}.c_str());
    std::string bytes(32, '\0');
    BN_bn2lebinpad(number, reinterpret_cast<unsigned char*>(bytes.data()), 32);
    BN_free(number);
    return ed25519(bytes);
  };
  const auto good = decode_base64url(x25519).value();
  expect_all({
      {ed25519(good), "accepted"},
      {ed25519(good.substr(1)), "invalid"},
      {ed25519(good + '\0'), "invalid"},
      // y = 0 and -1, 1, with each sign, and the two points of order 8.
      {hex("00"), "weak"},
      {hex("8000000000000000000000000000000000000000000000000000000000000000"), "weak"},
      {hex("01"), "weak"},
      {hex("8000000000000000000000000000000000000000000000000000000000000001"), "weak"},
      {hex("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEC"), "weak"},
      {hex("05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826"), "weak"},
      {hex("85FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826"), "weak"},
      {hex("7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7"), "weak"},
      {hex("FA03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7"), "weak"},
      // p and p + 1, which are other encodings of 0 and 1, and 2^255 - 1.
      {hex("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFED"), "invalid"},
      {hex("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEE"), "invalid"},
      {hex("7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"), "invalid"},
      {hex("02"), "invalid"},
  });
}

TEST(PublicKey, HalfOfAllYsHaveAPoint) {
  int points = 0;
  for (int y = 3; y < 203; ++y) {
    std::string bytes(32, '\0');
    bytes[0] = static_cast<char>(y);
    if (said(ed25519(bytes)) == "accepted") ++points;
  }
  EXPECT_GT(points, 70);
  EXPECT_LT(points, 130);
}

TEST(PublicKey, RsaNumbers) {
  const auto n = good_modulus();
  auto even = n;
  even.back() = static_cast<char>(even.back() ^ 1);
  auto short_by_one = n;  // 2,047 bits
  short_by_one.front() = static_cast<char>(short_by_one.front() & 0x7f);
  std::string large(1025, '\x11');
  large.front() = 1;
  std::string multiple = n;  // of 3
  while (true) {
    unsigned remainder = 0;
    for (const char c : multiple) remainder = (remainder * 256 + static_cast<unsigned char>(c)) % 3;
    if (remainder == 0) break;
    multiple.back() = static_cast<char>(multiple.back() + 2);
  }
  expect_all({
      {rsa(n), "accepted"},
      {rsa(n, "\x03"), "accepted"},
      {rsa(n, std::string("\x01\0\0\0\0\0\0\x01", 8)), "accepted"},
      {rsa(n, "\x01"), "weak"},
      {rsa(n, "\x02"), "weak"},
      {rsa(n, std::string("\x01\0\0", 3)), "weak"},
      {rsa(n, std::string("\0", 1)), "malformed"},
      {rsa(n, ""), "malformed"},
      {rsa(n, std::string("\0\x01\0\x01", 4)), "malformed"},
      {rsa(n, std::string("\x01\0\0\0\0\0\0\0\x01", 9)), "invalid"},
      {rsa('\0' + n), "malformed"},
      {rsa(""), "malformed"},
      {rsa(std::string(256, '\0')), "malformed"},
      {rsa(short_by_one), "weak"},
      {rsa(n.substr(128)), "weak"},
      {rsa("\x0f"), "weak"},
      {rsa(even), "weak"},
      {rsa(multiple), "weak"},
      {rsa(large), "invalid"},
      {R"({"kty":"RSA","e":"AQAB"})", "malformed"},
      {R"({"kty":"RSA","n":")" + encode_base64url(n) + "\"}", "malformed"},
      {R"({"kty":"RSA","n":")" + encode_base64url(n) + R"(","e":65537})", "malformed"},
      {R"({"kty":"RSA","alg":"PS256","n":")" + encode_base64url(n) + R"(","e":"AQAB"})", "unsupported"},
      {R"({"kty":"RSA","alg":"ES256","n":")" + encode_base64url(n) + R"(","e":"AQAB"})", "contradictory"},
  });
}

TEST(PublicKey, NoNewKeyIsTakenForAWeakOne) {
  // The ROCA test is probabilistic. This checks that it does not match keys of OpenSSL.
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(said(SigningKey::generate(SigningAlgorithm::rs256).public_key().to_jwk()), "accepted");
  }
}

TEST(PublicKey, WritesWhatItReads) {
  for (const auto algorithm : all_algorithms) {
    const auto& key = test_key(algorithm).public_key();
    const auto read = PublicKey::from_jwk(key.to_jwk());
    ASSERT_TRUE(read) << to_string(read.error());
    EXPECT_EQ(read->to_jwk(), key.to_jwk());
    EXPECT_EQ(read->kid(), key.kid());
    EXPECT_EQ(read->algorithm(), algorithm);
  }
}

TEST(PublicKey, WritesPublicMembersOnly) {
  const std::vector<std::string> expected[] = {{"crv", "kty", "x", "alg", "use", "kid"},
                                               {"crv", "kty", "x", "y", "alg", "use", "kid"},
                                               {"e", "kty", "n", "alg", "use", "kid"}};
  for (const auto algorithm : all_algorithms) {
    std::vector<std::string> names;
    const auto jwk = boost::json::parse(test_key(algorithm).public_key().to_jwk());
    for (const auto& member : jwk.as_object()) names.emplace_back(member.key());
    EXPECT_EQ(names, expected[static_cast<std::size_t>(algorithm)]);
  }
}

TEST(PublicKey, ANameIsEscaped) {
  const auto key = PublicKey::from_jwk(okp(R"(,"kid":"a\"},\n\u0000\ud83d\ude00")")).value();
  EXPECT_EQ(key.kid(), std::string("a\"},\n\0\xf0\x9f\x98\x80", 10));
  EXPECT_EQ(PublicKey::from_jwk(key.to_jwk())->kid(), key.kid());
}

}  // namespace
}  // namespace gatehouse::crypto
