// SPDX-License-Identifier: Apache-2.0
// Wycheproof's JWS file, whole: tests/data/wycheproof/SOURCE.md.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "gatehouse/crypto/base64url.h"
#include "gatehouse/crypto/jwt.h"

namespace gatehouse::crypto {
namespace {

namespace json = boost::json;

/// Cases in which we answer otherwise than the file says, and why.
const std::map<std::int64_t, std::string> exceptions{
    {367,
     "as it stands it is byte for byte case 357, which is valid: the padding it is named after is not there"},
    {370, "as 367"},
    {372,
     "called valid with a '?' in its header: RFC 7515 2 and RFC 4648 3.3 forbid to skip strange letters"},
    {373, "as 372, in the payload"},
};

json::value read_file() {
  const std::ifstream file{GATEHOUSE_TEST_DATA "/wycheproof/json_web_signature_test.json"};
  std::ostringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

/// Every text that a careless verifier may take for an HMAC secret.
void collect_texts(const json::value& value, std::vector<std::string>& out) {
  if (const auto* text = value.if_string()) {
    out.emplace_back(*text);
    if (auto bytes = decode_base64url(std::string_view{*text})) out.push_back(*std::move(bytes));
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) collect_texts(member.value(), out);
    out.push_back(json::serialize(value));
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) collect_texts(element, out);
  }
}

bool is_accepted(const json::value& test, std::string_view secret) {
  const auto key = AccessTokenKey::from_secret(Secret{std::string{secret}});
  if (!key) return false;
  return verify_signature(std::string_view{test.at("jws").as_string()}, *key).has_value();
}

TEST(WycheproofJws, EveryHs256Case) {
  const auto file = read_file();
  int cases = 0;
  for (const auto& group : file.at("testGroups").as_array()) {
    const auto& jwk = group.at("private").as_object();
    const auto* algorithm = jwk.if_contains("alg");
    if (algorithm == nullptr || *algorithm != "HS256") continue;
    const auto secret = decode_base64url(std::string_view{jwk.at("k").as_string()});
    ASSERT_TRUE(secret);
    for (const auto& test : group.at("tests").as_array()) {
      const auto id = test.at("tcId").as_int64();
      const bool says_valid = test.at("result") == "valid";
      const bool expected = says_valid != exceptions.contains(id);
      EXPECT_EQ(is_accepted(test, *secret), expected) << id << ' ' << test.at("comment");
      ++cases;
    }
  }
  EXPECT_EQ(cases, 40);
}

TEST(WycheproofJws, NoOtherGroupsTokenPassesUnderAnythingOfItsKeys) {
  const auto file = read_file();
  int cases = 0;
  for (const auto& group : file.at("testGroups").as_array()) {
    const auto& jwk = group.at("private").as_object();
    const auto* algorithm = jwk.if_contains("alg");
    if (algorithm != nullptr && *algorithm == "HS256") continue;
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
