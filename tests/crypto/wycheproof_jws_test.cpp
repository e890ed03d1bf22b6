// SPDX-License-Identifier: Apache-2.0
// All cases of Wycheproof's JWS file. It has none for EdDSA; those are in wycheproof_signatures_test.cpp.
#include <gtest/gtest.h>

#include <map>

#include "crypto/wycheproof.h"

namespace gatehouse::crypto {
namespace {

using namespace wycheproof;

/// Cases with another result here than in the file, and why.
const std::map<std::int64_t, std::string> exceptions{
    {367,
     "as it stands it is byte for byte case 357, which is valid: the padding it is named after is not there"},
    {370, "as 367"},
    {372,
     "called valid with a '?' in its header: RFC 7515 2 and RFC 4648 3.3 forbid to skip strange letters"},
    {373, "as 372, in the payload"},
};

/// Algorithms of the file that are not supported here, the number of their cases, and why.
const std::map<std::string, std::pair<int, std::string>> others{
    {"RS384", {4, "one RSA algorithm is enough, and RS256 is what everybody has"}},
    {"RS512", {4, "as RS384"}},
    {"PS256", {50, "who can choose takes EdDSA; RSA is for those who only know RS256"}},
    {"PS384", {5, "as PS256"}},
    {"PS512", {20, "as PS256"}},
    {"ES521", {2, "no registered name (it means ES512); P-256 is enough"}},
};

/// Returns the group's key as a set of one, with its public members only.
std::string jwks_of(const json::value& group) {
  return json::serialize(json::value{{"keys", json::array{group.at("public")}}});
}

TEST(WycheproofJws, EveryCaseOfOurAlgorithms) {
  const auto file = read("json_web_signature_test.json");
  std::map<std::string, int> cases;
  for (const auto& group : file.at("testGroups").as_array()) {
    const auto algorithm = text_of(group.at("private"), "alg");
    const bool is_secret = algorithm == "HS256";
    if (!is_secret && !signing_algorithm_named(algorithm)) continue;
    for (const auto& test : group.at("tests").as_array()) {
      const auto id = test.at("tcId").as_int64();
      const bool says_valid = test.at("result") == "valid";
      const bool expected = says_valid != exceptions.contains(id);
      const bool accepted =
          is_secret ? is_accepted(test, decode_base64url(text_of(group.at("private"), "k")).value())
                    : is_accepted_by_jwks(test, jwks_of(group));
      EXPECT_EQ(accepted, expected) << id << ' ' << test.at("comment");
      ++cases[algorithm];
    }
  }
  const std::map<std::string, int> expected{{"HS256", 40}, {"ES256", 39}, {"RS256", 233}};
  EXPECT_EQ(cases, expected);
}

TEST(WycheproofJws, KeysWithoutAnAlgorithmAreNotForSignatures) {
  const auto file = read("json_web_signature_test.json");
  int cases = 0;
  for (const auto& group : file.at("testGroups").as_array()) {
    if (!text_of(group.at("private"), "alg").empty()) continue;
    EXPECT_EQ(PublicKey::from_jwk(json::serialize(group.at("public"))).error(), PublicKeyError::wrong_use);
    for (const auto& test : group.at("tests").as_array()) {
      EXPECT_EQ(test.at("result"), "invalid");
      EXPECT_FALSE(is_accepted_by_jwks(test, jwks_of(group))) << test.at("tcId");
      ++cases;
    }
  }
  EXPECT_EQ(cases, 4);
}

TEST(WycheproofJws, KeysOfOtherAlgorithmsAreIgnored) {
  const auto file = read("json_web_signature_test.json");
  std::map<std::string, int> cases;
  for (const auto& group : file.at("testGroups").as_array()) {
    const auto algorithm = text_of(group.at("private"), "alg");
    if (algorithm.empty() || algorithm == "HS256" || signing_algorithm_named(algorithm)) continue;
    EXPECT_TRUE(others.contains(algorithm)) << algorithm << " has no reason to be left out";
    EXPECT_EQ(PublicKey::from_jwk(json::serialize(group.at("public"))).error(), PublicKeyError::unsupported);
    for (const auto& test : group.at("tests").as_array()) {
      EXPECT_FALSE(is_accepted_by_jwks(test, jwks_of(group))) << test.at("tcId");
      ++cases[algorithm];
    }
  }
  for (const auto& [algorithm, why] : others) EXPECT_EQ(cases[algorithm], why.first) << algorithm;
  EXPECT_EQ(cases.size(), others.size());
}

TEST(WycheproofJws, NoOtherGroupsTokenPassesUnderAnythingOfItsKeysAsSecret) {
  const auto file = read("json_web_signature_test.json");
  int cases = 0;
  for (const auto& group : file.at("testGroups").as_array()) {
    if (text_of(group.at("private"), "alg") == "HS256") continue;
    std::vector<std::string> secrets;
    collect_texts(group.at("private"), secrets);
    if (const auto* shown = group.as_object().if_contains("public")) collect_texts(*shown, secrets);
    for (const auto& test : group.at("tests").as_array()) {
      for (const auto& secret : secrets) EXPECT_FALSE(is_accepted(test, secret)) << test.at("tcId");
      ++cases;
    }
  }
  EXPECT_EQ(cases, 361);
}

}  // namespace
}  // namespace gatehouse::crypto
