// SPDX-License-Identifier: Apache-2.0
#include "crypto/keys/jws_header.h"

#include <boost/json/serialize.hpp>

#include "crypto/json/json_object.h"
#include "gatehouse/base/base64.h"

namespace gatehouse::crypto::detail {
namespace {

enum class Member { alg, kid, typ, crit, b64, key, unknown };

Member member_named(std::string_view name) {
  if (name == "alg") return Member::alg;
  if (name == "kid") return Member::kid;
  if (name == "typ") return Member::typ;
  if (name == "crit") return Member::crit;
  if (name == "b64") return Member::b64;
  if (name == "jwk" || name == "jku" || name == "x5u" || name == "x5c") return Member::key;
  return Member::unknown;
}

bool is_accepted_type(std::string_view type, TypeRule rule) {
  // Media types ignore case, and "application/" may be omitted (RFC 7515 4.1.9).
  std::string folded;
  for (const char c : type) folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  if (folded == "at+jwt" || folded == "application/at+jwt") return true;
  return rule == TypeRule::any_of_ours && (folded == "jwt" || folded == "application/jwt");
}

/// If `hint` is null, the key is a secret, which has no name.
struct HeaderSink {
  HeaderSink(KeyHint* to, TypeRule which) : hint(to), rule(which) {}

  bool member(std::string_view name) {
    current = member_named(name);
    // No extension is supported, so any critical extension is refused (RFC 7515 4.1.11).
    if (current == Member::crit) return refuse(TokenError::unknown_critical);
    // A token that contains its own key proves nothing (RFC 8725 3.10, CWE-347).
    if (current == Member::key) return refuse(TokenError::embedded_key);
    return true;
  }
  bool text(std::string_view value) {
    switch (current) {
      case Member::alg:
        has_algorithm = true;
        // The algorithm is a property of the key; the token can only match it (RFC 8725 3.1, CWE-327).
        return is_accepted_algorithm(value) || refuse(TokenError::unsupported_algorithm);
      case Member::kid:
        if (hint != nullptr) hint->kid.emplace(value);
        return true;
      case Member::typ:
        has_type = true;
        return is_accepted_type(value, rule) || refuse(TokenError::wrong_type);
      default:
        return no_text();
    }
  }
  bool number(double) { return no_text(); }
  bool other(JsonKind kind) { return (current == Member::b64 && kind == JsonKind::is_true) || no_text(); }
  bool element(std::optional<std::string_view>) { return true; }

  bool is_accepted_algorithm(std::string_view name) {
    if (hint == nullptr) return name == "HS256";
    hint->algorithm = signing_algorithm_named(name);
    return hint->algorithm.has_value();
  }
  bool no_text() {
    switch (current) {
      case Member::kid:
        return hint == nullptr || refuse(TokenError::unknown_key);
      case Member::alg:
        return refuse(TokenError::unsupported_algorithm);
      case Member::typ:
        return refuse(TokenError::wrong_type);
      case Member::b64:
        return refuse(TokenError::unencoded_payload);
      default:
        return true;
    }
  }
  bool refuse(TokenError why) {
    error = why;
    return false;
  }

  KeyHint* hint;
  TypeRule rule;
  Member current = Member::unknown;
  bool has_algorithm = false;
  bool has_type = false;
  std::optional<TokenError> error;
};

std::optional<TokenError> check(std::string_view json, KeyHint* hint, TypeRule rule) {
  HeaderSink sink{hint, rule};
  if (const auto error = read_json_object(json, sink)) return error;
  if (!sink.has_algorithm) return TokenError::unsupported_algorithm;
  if (!sink.has_type && rule == TypeRule::only_at_jwt) return TokenError::wrong_type;
  return std::nullopt;
}

}  // namespace

std::optional<TokenError> check_hs256_header(std::string_view json, TypeRule rule) {
  return check(json, nullptr, rule);
}

std::optional<TokenError> read_key_hint(std::string_view json, KeyHint& hint, TypeRule rule) {
  if (const auto error = check(json, &hint, rule)) return error;
  if (!hint.kid) return TokenError::unknown_key;
  return std::nullopt;
}

std::string encode_header(SigningAlgorithm algorithm, std::string_view kid, TokenType type) {
  std::string json = R"({"alg":")";
  json += to_string(algorithm);
  json += R"(","kid":)";
  json += boost::json::serialize(boost::json::string_view{kid.data(), kid.size()});
  json += type == TokenType::at_jwt ? R"(,"typ":"at+jwt"})" : R"(,"typ":"JWT"})";
  return encode_base64url(json);
}

}  // namespace gatehouse::crypto::detail
