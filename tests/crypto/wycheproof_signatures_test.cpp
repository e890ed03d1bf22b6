// SPDX-License-Identifier: Apache-2.0
// All cases of Wycheproof's signature files for our algorithms.
#include <gtest/gtest.h>

#include "crypto/wycheproof.h"

namespace gatehouse::crypto {
namespace {

using namespace wycheproof;

/// Runs all cases of a file. `jwk_of` returns the key of a group. `acceptable` cases must be refused. Returns
/// how many cases there were.
template <class JwkOf>
int run(const std::string& name, const JwkOf& jwk_of) {
  int cases = 0;
  const auto file = read(name);
  for (const auto& group : file.at("testGroups").as_array()) {
    const auto jwk = jwk_of(group);
    const auto key = PublicKey::from_jwk(jwk);
    EXPECT_TRUE(key) << jwk;
    if (!key) continue;
    for (const auto& test : group.at("tests").as_array()) {
      EXPECT_EQ(key->verify(from_hex(text_of(test, "msg")), from_hex(text_of(test, "sig"))),
                test.at("result") == "valid")
          << name << ' ' << test.at("tcId") << ' ' << test.at("comment");
      ++cases;
    }
  }
  return cases;
}

TEST(WycheproofSignatures, Ed25519) {
  EXPECT_EQ(run("ed25519_test.json",
                [](const json::value& group) { return json::serialize(group.at("publicKeyJwk")); }),
            151);
}

TEST(WycheproofSignatures, P256) {
  // Not all groups have their key as a JWK, but all have it as a point.
  const auto jwk_of = [](const json::value& group) {
    const auto point = from_hex(text_of(group.at("publicKey"), "uncompressed"));
    return R"({"kty":"EC","crv":"P-256","x":")" + encode_base64url(point.substr(1, 32)) + R"(","y":")" +
           encode_base64url(point.substr(33)) + "\"}";
  };
  EXPECT_EQ(run("ecdsa_secp256r1_sha256_p1363_test.json", jwk_of), 262);
}

TEST(WycheproofSignatures, Rsa2048) {
  EXPECT_EQ(run("rsa_signature_2048_sha256_test.json",
                [](const json::value& group) { return json::serialize(group.at("keyJwk")); }),
            259);
}

}  // namespace
}  // namespace gatehouse::crypto
