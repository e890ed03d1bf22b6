// SPDX-License-Identifier: Apache-2.0
// All cases of Wycheproof's JWK file: sets of keys that are valid, weak, damaged or ambiguous.
#include <gtest/gtest.h>

#include <map>

#include "crypto/wycheproof.h"

namespace gatehouse::crypto {
namespace {

using namespace wycheproof;

/// Cases with another result here than in the file, and why.
const std::map<std::int64_t, std::string> exceptions{
    {10, "a secret of 31 bytes: is_short() tells, and the server warns; the guide's own secrets are short"},
    {14, "HS384, which we don't have"},
    {15, "HS512, which we don't have"},
};

/// Returns whether the token is accepted by the published keys, or by the set itself if none are published.
/// For HS256 the only secret with the token's kid is used.
bool is_accepted_by_group(const json::value& group, const json::value& test) {
  const auto* published = group.as_object().if_contains("public");
  const auto& set = published != nullptr ? *published : group.at("private");
  if (is_accepted_by_jwks(test, json::serialize(set))) return true;
  if (published != nullptr) return false;
  const auto& keys = set.at("keys").as_array();
  const auto header = decode_base64url(token_of(test).substr(0, token_of(test).find('.'))).value();
  const auto kid = text_of(json::parse(header), "kid");
  // In practice an operator configures a secret for HS256. Here only the JWK says so.
  std::vector<json::value> named;
  for (const auto& key : keys) {
    if (text_of(key, "kid") == kid) named.push_back(key);
    if (text_of(key, "kty") != "oct") return false;
  }
  return named.size() == 1 && text_of(named[0], "alg") == "HS256" &&
         is_accepted(test, decode_base64url(text_of(named[0], "k")).value());
}

TEST(WycheproofJwk, EveryCase) {
  const auto file = read("json_web_key_test.json");
  int cases = 0;
  for (const auto& group : file.at("testGroups").as_array()) {
    for (const auto& test : group.at("tests").as_array()) {
      const auto id = test.at("tcId").as_int64();
      const bool says_valid = test.at("result") == "valid";
      EXPECT_EQ(is_accepted_by_group(group, test), says_valid != exceptions.contains(id))
          << id << ' ' << test.at("comment");
      ++cases;
    }
  }
  EXPECT_EQ(cases, 26);
}

TEST(WycheproofJwk, WhatIsWrongWithEachKey) {
  const std::map<std::string, std::vector<PublicKeyError>> expected{
      {"rs256", {}},
      {"jws_rsa_roca_key", {PublicKeyError::weak}},
      {"keysize_too_small", {PublicKeyError::weak}},
      {"exponentOne", {PublicKeyError::weak}},
      {"wrong_algorithm", {PublicKeyError::unsupported}},
      {"invalid_algorithm", {PublicKeyError::unsupported}},
      {"invalid_use", {PublicKeyError::wrong_use}},
      {"invalid_point", {PublicKeyError::invalid}},
      {"wrong_curve", {PublicKeyError::unsupported}},
      {"wrong_kty", {PublicKeyError::contradictory}},
      {"invalid_aes_gcm_key", {PublicKeyError::unsupported}},
      {"invalid_aes_kw_key", {PublicKeyError::unsupported}},
      {"jws_mixedSymmetryKeyset", {PublicKeyError::unsupported}},
      {"jws_keyset", {PublicKeyError::unsupported, PublicKeyError::unsupported}},
      {"jws_duplicate_kid", {PublicKeyError::unsupported, PublicKeyError::unsupported}},
      {"HS256", {PublicKeyError::unsupported}},
      {"HS384", {PublicKeyError::unsupported}},
      {"HS512", {PublicKeyError::unsupported}},
  };
  const auto file = read("json_web_key_test.json");
  for (const auto& group : file.at("testGroups").as_array()) {
    const auto name = text_of(group, "comment");
    const auto* published = group.as_object().if_contains("public");
    const auto set = read_jwks(json::serialize(published != nullptr ? *published : group.at("private")));
    ASSERT_TRUE(set) << name;
    // The two groups with the name rs256 are a valid key and one for encryption.
    if (name == "rs256" && set->keys.empty()) {
      EXPECT_EQ(set->ignored, std::vector{PublicKeyError::unsupported});
    } else {
      EXPECT_EQ(set->ignored, expected.at(name)) << name;
    }
  }
}

TEST(WycheproofJwk, AShortSecretSaysSo) {
  const auto file = read("json_web_key_test.json");
  for (const auto& group : file.at("testGroups").as_array()) {
    if (group.at("tests").at(0).at("tcId") != 10) continue;
    const auto secret = decode_base64url(text_of(group.at("private").at("keys").at(0), "k")).value();
    EXPECT_TRUE(AccessTokenKey::from_secret(Secret{secret})->is_short());
  }
}

}  // namespace
}  // namespace gatehouse::crypto
