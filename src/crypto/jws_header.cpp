// SPDX-License-Identifier: Apache-2.0
#include "crypto/detail/jws_header.h"

#include "crypto/detail/json_object.h"

namespace gatehouse::crypto::detail {
namespace {

enum class Member { alg, typ, crit, b64, key, unknown };

Member member_named(std::string_view name) {
  if (name == "alg") return Member::alg;
  if (name == "typ") return Member::typ;
  if (name == "crit") return Member::crit;
  if (name == "b64") return Member::b64;
  if (name == "jwk" || name == "jku" || name == "x5u" || name == "x5c") return Member::key;
  return Member::unknown;
}

bool is_accepted_type(std::string_view type) {
  // A media type's name has no case, and "application/" may be left out (RFC 7515 4.1.9).
  std::string folded;
  for (const char c : type) folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return folded == "jwt" || folded == "at+jwt" || folded == "application/jwt" ||
         folded == "application/at+jwt";
}

struct HeaderSink {
  bool member(std::string_view name) {
    current = member_named(name);
    // We know no extension, so any that must be understood is one we don't (RFC 7515 4.1.11).
    if (current == Member::crit) return refuse(TokenError::unknown_critical);
    // A token that brings its own key proves nothing (RFC 8725 3.10, CWE-347).
    if (current == Member::key) return refuse(TokenError::embedded_key);
    return true;
  }
  bool text(std::string_view value) {
    switch (current) {
      case Member::alg:
        has_algorithm = true;
        // The algorithm belongs to the key; the token only may agree (RFC 8725 3.1, CWE-327).
        return value == "HS256" || refuse(TokenError::unsupported_algorithm);
      case Member::typ:
        return is_accepted_type(value) || refuse(TokenError::wrong_type);
      default:
        return no_text();
    }
  }
  bool number(double) { return no_text(); }
  bool other(JsonKind kind) { return (current == Member::b64 && kind == JsonKind::is_true) || no_text(); }
  bool element(std::optional<std::string_view>) { return true; }

  bool no_text() {
    switch (current) {
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

  Member current = Member::unknown;
  bool has_algorithm = false;
  std::optional<TokenError> error;
};

}  // namespace

std::optional<TokenError> check_jws_header(std::string_view json) {
  HeaderSink sink;
  if (const auto error = read_json_object(json, sink)) return error;
  if (!sink.has_algorithm) return TokenError::unsupported_algorithm;
  return std::nullopt;
}

}  // namespace gatehouse::crypto::detail
