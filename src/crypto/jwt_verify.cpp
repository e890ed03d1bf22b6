// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "crypto/detail/claims_reader.h"
#include "crypto/detail/jws_header.h"
#include "gatehouse/crypto/base64url.h"
#include "gatehouse/crypto/jwt.h"

namespace gatehouse::crypto::detail {
namespace {

/// Room for any part of a token, decoded: on the stack, since most are a few hundred bytes.
using Buffer = std::array<char, max_token_size * 3 / 4 + 3>;

/// The steps that depend on the key, for a secret: there is one, whatever the token names.
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
    // In constant time, or the code could be guessed byte by byte (CWE-208).
    if (!equal_in_constant_time({given.data(), given.size()}, {code.data(), code.size()})) {
      return TokenError::bad_signature;
    }
    return std::nullopt;
  }

 private:
  const HmacSha256& key_;
  TypeRule rule_;
};

/// The same steps for public keys: the header names one, which then says how the signature is verified.
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
    // The name is looked up among keys that we hold, and nowhere else (RFC 8725 3.10).
    key_ = keys_.find(*hint.kid);
    if (key_ == nullptr) return TokenError::unknown_key;
    // A public key is no secret, so a token must not choose to have it taken for one (RFC 8725 2.1, CWE-347).
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

/// The payload of a token whose header and signature are good, in `buffer`.
template <class Check>
result<std::string_view, TokenError> open(std::string_view token, Check check, Buffer& buffer) {
  if (token.size() > max_token_size) return TokenError::too_long;
  const auto first = token.find('.');
  const auto second = first == token.npos ? first : token.find('.', first + 1);
  if (second == token.npos) return TokenError::malformed;
  // A third dot would be in the signature, and is no letter of base64url.
  const auto message = token.substr(0, second);
  if (const auto error = check.header(token.substr(0, first), buffer)) return *error;
  if (const auto error = check.signature(message, token.substr(second + 1), buffer)) return *error;
  const auto size = decode_base64url(message.substr(first + 1), buffer.data());
  if (!size) return TokenError::malformed;
  return std::string_view{buffer.data(), *size};
}

std::optional<TokenError> check_rules(const Claims& claims, PayloadFacts facts, const TokenRules& rules,
                                      TimePoint now) {
  if (now >= claims.expires_at + rules.leeway) return TokenError::expired;
  if (claims.not_before && now + rules.leeway < *claims.not_before) return TokenError::not_yet_valid;
  if (!rules.issuer.empty() && claims.issuer != rules.issuer) return TokenError::wrong_issuer;
  // A token for another service must not open this one (RFC 8725 3.9).
  const auto& audience = claims.audience;
  const bool is_meant = rules.audience.empty()
                            ? !facts.has_audience
                            : std::find(audience.begin(), audience.end(), rules.audience) != audience.end();
  if (!is_meant) return TokenError::wrong_audience;
  // Kinds of tokens must exclude one another even where keys are shared (RFC 8725 3.12).
  const bool is_for_this_use =
      rules.use == TokenUse::refresh ? claims.use == "refresh" : claims.use.empty() || claims.use == "access";
  if (!is_for_this_use) return TokenError::wrong_use;
  return std::nullopt;
}

TypeRule type_rule(const TokenRules& rules) {
  return rules.only_at_jwt ? TypeRule::only_at_jwt : TypeRule::any_of_ours;
}

template <class Check>
result<Claims, TokenError> open_claims(std::string_view token, const Check& check, const TokenRules& rules,
                                       TimePoint now) {
  Buffer buffer;
  const auto payload = open(token, check, buffer);
  if (!payload) return payload.error();
  result<Claims, TokenError> answer{Claims{}};
  const auto facts = read_claims(*payload, *answer);
  if (!facts) return facts.error();
  if (const auto error = check_rules(*answer, *facts, rules, now)) return *error;
  return answer;
}

template <class Check>
result<std::string, TokenError> open_payload(std::string_view token, const Check& check) {
  Buffer buffer;
  const auto payload = open(token, check, buffer);
  if (!payload) return payload.error();
  return std::string{*payload};
}

}  // namespace

result<Claims, TokenError> verify_token(std::string_view token, const HmacSha256& key,
                                        const TokenRules& rules, TimePoint now) {
  return open_claims(token, SecretCheck{key, type_rule(rules)}, rules, now);
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

result<std::string, TokenError> verify_signature(std::string_view token, const VerificationKeys& keys) {
  return detail::open_payload(token, detail::PublicKeyCheck{keys});
}

}  // namespace gatehouse::crypto
