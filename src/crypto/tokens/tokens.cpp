// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens/tokens.h"

#include <utility>

#include "gatehouse/base/uuid.h"

namespace gatehouse::crypto {
namespace {

// `verify` and `examine` share the choice of the key. These functions give both kinds of results
// the same interface.

std::optional<TokenError> fault_of(const result<Claims, TokenError>& verdict) {
  if (verdict) return std::nullopt;
  return verdict.error();
}
std::optional<TokenError> fault_of(const TokenFindings& findings) {
  if (findings.faults.empty()) return std::nullopt;
  return findings.faults.first();
}

const Claims& claims_of(const result<Claims, TokenError>& verdict) { return *verdict; }
const Claims& claims_of(const TokenFindings& findings) { return *findings.claims; }

void name_previous(const result<Claims, TokenError>&) {}
void name_previous(TokenFindings& findings) {
  if (findings.signer == Signer::secret) findings.signer = Signer::previous_secret;
}

/// Checks with the secret or, if that did not sign the token, with the previous one.
template <class Check, class Key>
auto check_by_secret(Check check, const Key& key, const std::optional<Key>& previous) {
  auto current = check(key);
  if (!previous || fault_of(current) != TokenError::bad_signature) return current;
  auto earlier = check(*previous);
  name_previous(earlier);
  return earlier;
}

/// Checks with the key pairs or, as long as tokens signed with the secret may exist, with the secret.
template <class Check, class BySecret>
auto check_by_key_pair(Check check, BySecret by_secret, const AccessKeys& keys, TimePoint now) {
  auto by_pair = check(*keys.verification_keys());
  const auto fault = fault_of(by_pair);
  if (fault != TokenError::unknown_key && fault != TokenError::unsupported_algorithm) return by_pair;
  // Users who logged in before there were key pairs stay logged in, but a leaked secret cannot be
  // used for long.
  const auto until = keys.secret_until();
  if (now >= until) return by_pair;
  auto secretly = by_secret();
  const auto refused = fault_of(secretly);
  if (refused == TokenError::unsupported_algorithm) return by_pair;
  if (!refused && claims_of(secretly).expires_at > until) return by_pair;
  return secretly;
}

}  // namespace

Tokens::Tokens(AccessTokenKey access_key, RefreshTokenKey refresh_key, TokenOptions options)
    : access_key_(std::move(access_key)), refresh_key_(std::move(refresh_key)), options_(std::move(options)) {
  access_rules_.issuer = options_.issuer;
  access_rules_.audience = options_.audience;
  access_rules_.only_at_jwt =
      !options_.issuer.empty() && !options_.audience.empty() && !options_.client.empty();
  refresh_rules_.use = TokenUse::refresh;
  refresh_rules_.issuer = options_.issuer;
}

std::string Tokens::issue_access(std::string_view subject, std::string_view session) const {
  return sign_access(access_claims(subject, session));
}

std::string Tokens::issue_refresh(std::string_view subject, std::string_view session) const {
  return sign_refresh(refresh_claims(subject, session));
}

template <class Check>
auto Tokens::check_access(Check check, TimePoint now) const {
  const auto by_secret = [&] { return check_by_secret(check, access_key_, options_.previous_access_key); };
  if (!options_.access_keys) return by_secret();
  return check_by_key_pair(check, by_secret, *options_.access_keys, now);
}

result<Claims, TokenError> Tokens::verify_access(std::string_view token) const {
  const auto now = options_.clock.now();
  return check_access([&](const auto& key) { return verify(token, key, access_rules_, now); }, now);
}

TokenFindings Tokens::examine_access(std::string_view token) const {
  const auto now = options_.clock.now();
  return check_access([&](const auto& key) { return examine(token, key, access_rules_, now); }, now);
}

result<Claims, TokenError> Tokens::verify_refresh(std::string_view token) const {
  const auto check = [&](const auto& key) {
    return verify(token, key, refresh_rules_, options_.clock.now());
  };
  return check_by_secret(check, refresh_key_, options_.previous_refresh_key);
}

TokenFindings Tokens::examine_refresh(std::string_view token) const {
  const auto check = [&](const auto& key) {
    return examine(token, key, refresh_rules_, options_.clock.now());
  };
  return check_by_secret(check, refresh_key_, options_.previous_refresh_key);
}

Claims Tokens::access_claims(std::string_view subject, std::string_view session) const {
  auto claims = claims_for(subject, session, options_.access_lifetime);
  if (!options_.audience.empty()) claims.audience.push_back(options_.audience);
  claims.client = options_.client;
  return claims;
}

Claims Tokens::refresh_claims(std::string_view subject, std::string_view session) const {
  auto claims = claims_for(subject, session, options_.refresh_lifetime);
  claims.use = "refresh";
  return claims;
}

std::string Tokens::sign_access(const Claims& claims) const {
  // RFC 9068 requires all of these claims. Otherwise the plain type is used, which every library accepts.
  const bool is_rfc9068 = !claims.issuer.empty() && !claims.audience.empty() && !claims.client.empty();
  const auto type = is_rfc9068 ? TokenType::at_jwt : TokenType::jwt;
  const auto& keys = options_.access_keys;
  return keys ? sign(claims, keys->signing_key(options_.clock.now()), type) : sign(claims, access_key_, type);
}

std::string Tokens::sign_refresh(Claims claims) const {
  claims.use = "refresh";
  return sign(claims, refresh_key_);
}

Claims Tokens::claims_for(std::string_view subject, std::string_view session,
                          std::chrono::seconds lifetime) const {
  const auto now = std::chrono::floor<std::chrono::seconds>(options_.clock.now());
  Claims claims;
  claims.subject = subject;
  claims.expires_at = now + lifetime;
  claims.issued_at = now;
  claims.id = Uuid::random(options_.random).to_string();
  claims.session = session;
  claims.issuer = options_.issuer;
  return claims;
}

}  // namespace gatehouse::crypto
