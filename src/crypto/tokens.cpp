// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens.h"

#include <utility>

#include "gatehouse/base/uuid.h"

namespace gatehouse::crypto {

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

result<Claims, TokenError> Tokens::verify_access(std::string_view token) const {
  if (options_.access_keys) return verify_by_key_pair(token, *options_.access_keys);
  return verify(token, access_key_, access_rules_, options_.clock.now());
}

result<Claims, TokenError> Tokens::verify_by_key_pair(std::string_view token, const AccessKeys& keys) const {
  const auto now = options_.clock.now();
  auto claims = verify(token, *keys.verification_keys(), access_rules_, now);
  const bool is_by_secret = claims.has_error() && (claims.error() == TokenError::unknown_key ||
                                                   claims.error() == TokenError::unsupported_algorithm);
  if (!is_by_secret) return claims;
  // Whoever logged in before there were key pairs stays; a secret that has got out opens nothing for long.
  const auto until = keys.secret_until();
  if (now >= until) return claims;
  auto by_secret = verify(token, access_key_, access_rules_, now);
  if (!by_secret && by_secret.error() == TokenError::unsupported_algorithm) return claims;
  if (by_secret && by_secret->expires_at > until) return claims;
  return by_secret;
}

result<Claims, TokenError> Tokens::verify_refresh(std::string_view token) const {
  return verify(token, refresh_key_, refresh_rules_, options_.clock.now());
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
  // RFC 9068 is met only with all it demands; else the plain type, which every library takes.
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
