// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "crypto/keys/jws_header.h"
#include "crypto/tokens/claims_reader.h"
#include "gatehouse/base/base64.h"
#include "gatehouse/crypto/tokens/jwt.h"

namespace gatehouse::crypto::detail {
namespace {

/// Has room for any decoded part of a token. It is on the stack because most tokens have only a
/// few hundred bytes.
using Buffer = std::array<char, max_token_size * 3 / 4 + 3>;

/// The checks that depend on the key, for a secret. There is only one, so the header need not name it.
class SecretCheck {
 public:
  explicit SecretCheck(const HmacSha256& key, TypeRule rule = TypeRule::any_of_ours)
      : key_(key), rule_(rule) {}

  std::optional<TokenError> header(std::string_view header, Buffer& buffer) const {
    if (header == at_jwt_header) return std::nullopt;
    if (header == jwt_header && rule_ == TypeRule::any_of_ours) return std::nullopt;
    const auto size = decode_base64url(header, buffer.data());
    if (!size) return TokenError::malformed;
    return check_hs256_header({buffer.data(), *size}, rule_);
  }

  std::optional<TokenError> signature(std::string_view message, std::string_view signature, Buffer&) const {
    HmacSha256::Code given;
    if (signature.size() != base64url_size(given.size())) return TokenError::bad_signature;
    if (!decode_base64url(signature, given.data())) return TokenError::malformed;
    const auto code = key_.code(message);
    // Compares in constant time, so that the code cannot be guessed byte by byte (CWE-208).
    if (!equal_in_constant_time({given.data(), given.size()}, {code.data(), code.size()})) {
      return TokenError::bad_signature;
    }
    return std::nullopt;
  }

 private:
  const HmacSha256& key_;
  TypeRule rule_;
};

/// The same checks for public keys. The header names a key, which determines how the signature is verified.
class PublicKeyCheck {
 public:
  explicit PublicKeyCheck(const VerificationKeys& keys, TypeRule rule = TypeRule::any_of_ours)
      : keys_(keys), rule_(rule) {}

  std::optional<TokenError> header(std::string_view header, Buffer& buffer) {
    if (rule_ == TypeRule::any_of_ours) key_ = keys_.find_by_header(header);
    if (key_ != nullptr) return std::nullopt;
    const auto size = decode_base64url(header, buffer.data());
    if (!size) return TokenError::malformed;
    KeyHint hint;
    if (const auto error = read_key_hint({buffer.data(), *size}, hint, rule_)) return error;
    // The name is looked up only among the known keys (RFC 8725 3.10).
    key_ = keys_.find(*hint.kid);
    if (key_ == nullptr) return TokenError::unknown_key;
    // A token must not be able to make the verifier use a public key as a secret (RFC 8725 2.1, CWE-347).
    if (hint.algorithm != key_->algorithm()) return TokenError::unsupported_algorithm;
    return std::nullopt;
  }

  std::optional<TokenError> signature(std::string_view message, std::string_view signature,
                                      Buffer& buffer) const {
    if (signature.size() != base64url_size(key_->signature_size())) return TokenError::bad_signature;
    const auto size = decode_base64url(signature, buffer.data());
    if (!size) return TokenError::malformed;
    if (!key_->verify(message, {buffer.data(), *size})) return TokenError::bad_signature;
    return std::nullopt;
  }

 private:
  const VerificationKeys& keys_;
  TypeRule rule_;
  const PublicKey* key_ = nullptr;
};

/// The parts of a token, still encoded.
struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view message;  ///< the text that the signature covers: header and payload
  std::string_view signature;
};

result<Parts, TokenError> split(std::string_view token) {
  if (token.size() > max_token_size) return TokenError::too_long;
  const auto first = token.find('.');
  const auto second = first == token.npos ? first : token.find('.', first + 1);
  if (second == token.npos) return TokenError::malformed;
  // A third dot would be in the signature, where base64url decoding refuses it.
  const auto message = token.substr(0, second);
  return Parts{message.substr(0, first), message.substr(first + 1), message, token.substr(second + 1)};
}

template <class Check>
std::optional<TokenError> check_seal(const Parts& parts, Check& check, Buffer& buffer) {
  if (const auto error = check.header(parts.header, buffer)) return error;
  return check.signature(parts.message, parts.signature, buffer);
}

EnumSet<TokenError> check_rules(const Claims& claims, PayloadFacts facts, const TokenRules& rules,
                                TimePoint now) {
  EnumSet<TokenError> faults;
  faults.add_if(now >= claims.expires_at + rules.leeway, TokenError::expired);
  faults.add_if(claims.not_before && now + rules.leeway < *claims.not_before, TokenError::not_yet_valid);
  faults.add_if(!rules.issuer.empty() && claims.issuer != rules.issuer, TokenError::wrong_issuer);
  // A token for another service must not be accepted here (RFC 8725 3.9).
  const auto& audience = claims.audience;
  const bool is_meant = rules.audience.empty()
                            ? !facts.has_audience
                            : std::find(audience.begin(), audience.end(), rules.audience) != audience.end();
  faults.add_if(!is_meant, TokenError::wrong_audience);
  // Kinds of tokens must be distinguishable even if their keys are shared (RFC 8725 3.12).
  const bool is_for_this_use =
      rules.use == TokenUse::refresh ? claims.use == "refresh" : claims.use.empty() || claims.use == "access";
  faults.add_if(!is_for_this_use, TokenError::wrong_use);
  return faults;
}

/// How much of a token to check.
enum class Extent {
  verdict,   ///< up to the first failed check, because nothing after it can be trusted
  findings,  ///< as much as can be read
};

/// The result of the checks. The claims are filled in place, because moving that many strings would take a
/// noticeable part of the time.
struct Looked {
  EnumSet<TokenError> faults;
  bool is_sealed = false;
  bool has_claims = false;
};

template <class Check>
Looked look(std::string_view token, Check check, const TokenRules& rules, TimePoint now, Extent extent,
            Claims& claims) {
  Looked looked;
  const auto parts = split(token);
  if (!parts) {
    looked.faults.add(parts.error());
    return looked;
  }
  Buffer buffer;
  const auto broken = check_seal(*parts, check, buffer);
  looked.is_sealed = !broken;
  if (broken) {
    looked.faults.add(*broken);
    if (extent == Extent::verdict) return looked;
  }
  const auto size = decode_base64url(parts->payload, buffer.data());
  if (!size) {
    looked.faults.add(TokenError::malformed);
    return looked;
  }
  const auto facts = read_claims({buffer.data(), *size}, claims);
  if (!facts) {
    looked.faults.add(facts.error());
    return looked;
  }
  looked.has_claims = true;
  looked.faults.add_all(check_rules(claims, *facts, rules, now));
  return looked;
}

TypeRule type_rule(const TokenRules& rules) {
  return rules.only_at_jwt ? TypeRule::only_at_jwt : TypeRule::any_of_ours;
}

template <class Check>
result<Claims, TokenError> open_claims(std::string_view token, const Check& check, const TokenRules& rules,
                                       TimePoint now) {
  result<Claims, TokenError> answer{Claims{}};
  const auto looked = look(token, check, rules, now, Extent::verdict, *answer);
  if (!looked.faults.empty()) return looked.faults.first();
  return answer;
}

template <class Check>
TokenFindings find_all(std::string_view token, const Check& check, const TokenRules& rules, TimePoint now,
                       Signer signer) {
  TokenFindings findings;
  Claims claims;
  const auto looked = look(token, check, rules, now, Extent::findings, claims);
  findings.faults = looked.faults;
  if (looked.has_claims) findings.claims = std::move(claims);
  if (looked.is_sealed) findings.signer = signer;
  return findings;
}

template <class Check>
result<std::string, TokenError> open_payload(std::string_view token, Check check) {
  const auto parts = split(token);
  if (!parts) return parts.error();
  Buffer buffer;
  if (const auto error = check_seal(*parts, check, buffer)) return *error;
  const auto size = decode_base64url(parts->payload, buffer.data());
  if (!size) return TokenError::malformed;
  return std::string{buffer.data(), *size};
}

}  // namespace

result<Claims, TokenError> verify_token(std::string_view token, const HmacSha256& key,
                                        const TokenRules& rules, TimePoint now) {
  return open_claims(token, SecretCheck{key, type_rule(rules)}, rules, now);
}

TokenFindings examine_token(std::string_view token, const HmacSha256& key, const TokenRules& rules,
                            TimePoint now) {
  return find_all(token, SecretCheck{key, type_rule(rules)}, rules, now, Signer::secret);
}

result<std::string, TokenError> verify_payload(std::string_view token, const HmacSha256& key) {
  return open_payload(token, SecretCheck{key});
}

}  // namespace gatehouse::crypto::detail

namespace gatehouse::crypto {

result<Claims, TokenError> verify(std::string_view token, const VerificationKeys& keys,
                                  const TokenRules& rules, TimePoint now) {
  return detail::open_claims(token, detail::PublicKeyCheck{keys, detail::type_rule(rules)}, rules, now);
}

TokenFindings examine(std::string_view token, const VerificationKeys& keys, const TokenRules& rules,
                      TimePoint now) {
  return detail::find_all(token, detail::PublicKeyCheck{keys, detail::type_rule(rules)}, rules, now,
                          Signer::key_pair);
}

result<std::string, TokenError> verify_signature(std::string_view token, const VerificationKeys& keys) {
  return detail::open_payload(token, detail::PublicKeyCheck{keys});
}

}  // namespace gatehouse::crypto
