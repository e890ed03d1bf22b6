#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads Wycheproof's files; see tests/data/wycheproof/SOURCE.md.

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/vectors.h"
#include "gatehouse/base/base64.h"
#include "gatehouse/crypto/keys/jwks.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto::wycheproof {

namespace json = boost::json;

inline json::value read(const std::string& name) {
  const std::ifstream file{GATEHOUSE_TEST_DATA "/wycheproof/" + name};
  std::ostringstream text;
  text << file.rdbuf();
  return json::parse(text.str());
}

/// Collects every text that a careless verifier may use as an HMAC secret.
inline void collect_texts(const json::value& value, std::vector<std::string>& out) {
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

inline std::string_view token_of(const json::value& test) { return test.at("jws").as_string(); }

/// Returns whether HS256 with this secret accepts the test's token.
inline bool is_accepted(const json::value& test, std::string_view secret) {
  const auto key = AccessTokenKey::from_secret(Secret{std::string{secret}});
  return key && verify_signature(token_of(test), *key);
}

/// Returns whether a service that publishes this group's key or set of keys accepts the test's token.
inline bool is_accepted_by_jwks(const json::value& test, const std::string& jwks) {
  const auto set = read_jwks(jwks);
  if (!set) return false;
  const auto keys = VerificationKeys::from_keys(set->keys);
  return keys && verify_signature(token_of(test), *keys);
}

}  // namespace gatehouse::crypto::wycheproof
