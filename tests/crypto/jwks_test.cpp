// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/keys/jwks.h"

#include <gtest/gtest.h>

#include "crypto/jose_vectors.h"
#include "crypto/test_keys.h"

namespace gatehouse::crypto {
namespace {

std::string said(std::string_view json) {
  const auto set = read_jwks(json);
  if (!set) return std::string{to_string(set.error())};
  std::string names;
  for (const auto& key : set->keys) names += key.kid() + ' ';
  for (const auto error : set->ignored) names += '-' + std::string{to_string(error)} + ' ';
  return names;
}

/// Returns RFC 8037's key with this kid.
std::string named(const std::string& kid) {
  return R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":")" + kid +
         "\"}";
}

std::string set_of(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

TEST(Jwks, WhatItWritesItReads) {
  const auto text = write_jwks(test_keys().keys());
  const auto set = read_jwks(text);
  ASSERT_TRUE(set) << to_string(set.error());
  ASSERT_EQ(set->keys.size(), 3U);
  EXPECT_TRUE(set->ignored.empty());
  EXPECT_EQ(write_jwks(set->keys), text);
  EXPECT_EQ(write_jwks({}), R"({"keys":[]})");
}

TEST(Jwks, Texts) {
  const std::pair<std::string, std::string> cases[] = {
      {set_of(""), ""},
      {set_of(named("a") + ',' + named("b")), "a b "},
      {" { \"other\" : [1,{\"keys\":[]}] , \"keys\" :\n[ " + named("a") + " ,\t" + named("b") +
           " ] , \"more\":\"}]\" } ",
       "a b "},
      {R"({"x":"\"keys\":[","y":"\\","keys":[)" + named("]") + "]}", "] "},
      {R"({"n":-1.5e3,"t":true,"keys":[)" + named("a") + "]}", "a "},
      // Keys that cannot be used, between two that can.
      {set_of(named("a") +
              R"(,{"kty":"oct","k":"AA"},{"kty":"EC","crv":"P-521"},{"kty":"AKP","alg":"ML-DSA-44"},)" +
              std::string{vectors::rfc8037_private_jwk} + ",{}," + named("b")),
       "a b -unsupported -unsupported -unsupported -private_key -malformed "},
      {set_of(R"({"kty":"oct","kid":"a"},)" + named("a")), "a -unsupported "},
      {set_of(R"({"kty":"OKP","kty":"EC","x":[[]]},)" + named("a")), "a -malformed "},
      {set_of(named("a") + ',' + named("a")), "duplicate_kid"},
      {set_of(named("a") + ',' + named("\\u0061")), "duplicate_kid"},
      {set_of(std::string{vectors::rfc8037_jwk} + ',' + named(std::string{vectors::rfc8037_thumbprint})),
       "duplicate_kid"},
      {"", "malformed"},
      {"{}", "malformed"},
      {"[" + named("a") + "]", "malformed"},
      {R"({"keys":{}})", "malformed"},
      {R"({"keys":null})", "malformed"},
      {R"({"keys":"[]"})", "malformed"},
      {R"({"Keys":[]})", "malformed"},
      {R"({"\u006beys":[]})", "malformed"},
      {R"({"keys":[],"keys":[]})", "malformed"},
      {R"({"keys":[],"\u006beys":[]})", "malformed"},
      {R"({"keys":["a"]})", "malformed"},
      {R"({"keys":[[]]})", "malformed"},
      {R"({"keys":[1,2]})", "malformed"},
      {set_of(named("a") + ','), "malformed"},
      {set_of(named("a")) + "x", "malformed"},
      {set_of(named("\xff")), "malformed"},
      {"\xef\xbb\xbf" + set_of(""), "malformed"},
  };
  for (const auto& [json, expected] : cases) EXPECT_EQ(said(json), expected) << json;
}

TEST(Jwks, NoTextCutShortIsRead) {
  const auto good = set_of(named("a") + ',' + named("b\\\"]}"));
  ASSERT_EQ(said(good), "a b\"]} ");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(said(std::string_view{good}.substr(0, size)), "malformed") << size;
  }
}

TEST(Jwks, Limits) {
  const auto padded = [](std::size_t size) {
    auto text = set_of(named("a"));
    text.insert(1, size - text.size(), ' ');
    return text;
  };
  EXPECT_EQ(said(padded(max_jwks_size)), "a ");
  EXPECT_EQ(said(padded(max_jwks_size + 1)), "too_long");
  std::string keys = named("k0");
  for (std::size_t i = 1; i < VerificationKeys::max_keys; ++i) keys += ',' + named("k" + std::to_string(i));
  EXPECT_EQ(read_jwks(set_of(keys))->keys.size(), VerificationKeys::max_keys);
  EXPECT_EQ(said(set_of(keys + ",{}")), "too_many_keys");
  EXPECT_EQ(said(R"({"keys":)" + std::string(5000, '[') + std::string(5000, ']') + "}"), "malformed");
}

TEST(VerificationKeys, FindsByName) {
  const auto keys =
      VerificationKeys::from_keys(read_jwks(set_of(named("a") + ',' + named("b")))->keys).value();
  EXPECT_EQ(keys.find("b")->kid(), "b");
  EXPECT_EQ(keys.find("c"), nullptr);
  EXPECT_EQ(keys.find(""), nullptr);
  EXPECT_EQ(keys.find_by_header(encode_base64url(R"({"alg":"EdDSA","kid":"b","typ":"at+jwt"})"))->kid(), "b");
  EXPECT_EQ(keys.find_by_header(encode_base64url(R"({"alg":"ES256","kid":"b","typ":"JWT"})")), nullptr);
  EXPECT_EQ(VerificationKeys{}.find("a"), nullptr);
}

TEST(VerificationKeys, RefusesNamesakesAndTooMany) {
  const auto key = PublicKey::from_jwk(named("a")).value();
  EXPECT_EQ(VerificationKeys::from_keys({key, key}).error(), KeySetError::duplicate_kid);
  EXPECT_EQ(VerificationKeys::from_keys(std::vector<PublicKey>(65, key)).error(), KeySetError::too_many_keys);
}

}  // namespace
}  // namespace gatehouse::crypto
