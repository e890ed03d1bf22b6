#pragma once
// SPDX-License-Identifier: Apache-2.0
// JSON Web Tokens (RFC 7519) in the compact form, signed with a secret or a key pair, as strict as RFC 8725
// asks.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/signing_key.h"
#include "gatehouse/crypto/keys/verification_keys.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/secrets.h"
#include "gatehouse/crypto/tokens/token_error.h"
#include "gatehouse/crypto/tokens/token_findings.h"
#include "gatehouse/crypto/tokens/token_type.h"

namespace gatehouse::crypto {

/// Longer tokens are refused unread (CWE-400).
inline constexpr std::size_t max_token_size = 8192;

/// For what a token may be used.
enum class TokenUse {
  access,   ///< `token_use` is absent or "access": tokens of other makers have none
  refresh,  ///< `token_use` is "refresh", always
};

/// What a verifier expects; what is not named is not accepted.
struct TokenRules {
  /// What the token is for; another's is refused.
  TokenUse use = TokenUse::access;
  std::string issuer{};    ///< empty: `iss` is not looked at
  std::string audience{};  ///< empty: a token with `aud` is meant for somebody else, and refused
  /// How far the maker's clock may be off: an expired token is taken for so long, an early one likewise.
  std::chrono::seconds leeway{0};
  /// Whether `typ` must be at+jwt (RFC 9068 4), for makers who sign other tokens, such as ID tokens, with the
  /// same keys; else JWT, and none, are taken too.
  bool only_at_jwt = false;
};

/// Writes and signs a token. Times are written as whole seconds, rounded down; absent claims are left out.
template <class Purpose>
[[nodiscard]] std::string sign(const Claims& claims, const Hs256Key<Purpose>& key,
                               TokenType type = TokenType::jwt);

/// Reads a token: its form, its header, its signature, then its claims, against `rules` at the time `now`.
/// Errors: every value of TokenError. Keeps no reference. Thread-safe.
///
///     auto claims = verify(text, key, {}, clock.now());
///     if (!claims) log.write(LogLevel::info, to_string(claims.error()));
template <class Purpose>
[[nodiscard]] result<Claims, TokenError> verify(std::string_view token, const Hs256Key<Purpose>& key,
                                                const TokenRules& rules, TimePoint now);

/// All that `verify` would find fault with, had it not stopped at the first: for whoever has to explain a
/// refusal. Only where nothing is wrong may what the token says be believed. Thread-safe.
template <class Purpose>
[[nodiscard]] TokenFindings examine(std::string_view token, const Hs256Key<Purpose>& key,
                                    const TokenRules& rules, TimePoint now);

/// The JWS layer alone (RFC 7515 5.2): form, header and signature; returns the payload's bytes.
/// It says nothing about who may use the token, or until when.
template <class Purpose>
[[nodiscard]] result<std::string, TokenError> verify_signature(std::string_view token,
                                                               const Hs256Key<Purpose>& key);

/// The same with a key pair's private half; the header names the key. Throws std::runtime_error where OpenSSL
/// fails. Thread-safe.
[[nodiscard]] std::string sign(const Claims& claims, const SigningKey& key, TokenType type = TokenType::jwt);

/// The same for a token that names one of `keys`. What the token says of its algorithm must be that key's.
[[nodiscard]] result<Claims, TokenError> verify(std::string_view token, const VerificationKeys& keys,
                                                const TokenRules& rules, TimePoint now);

/// The same for all that there is to find.
[[nodiscard]] TokenFindings examine(std::string_view token, const VerificationKeys& keys,
                                    const TokenRules& rules, TimePoint now);

/// The same for the JWS layer alone.
[[nodiscard]] result<std::string, TokenError> verify_signature(std::string_view token,
                                                               const VerificationKeys& keys);

namespace detail {
std::string sign_token(const Claims& claims, const HmacSha256& key, TokenType type);
result<Claims, TokenError> verify_token(std::string_view token, const HmacSha256& key,
                                        const TokenRules& rules, TimePoint now);
TokenFindings examine_token(std::string_view token, const HmacSha256& key, const TokenRules& rules,
                            TimePoint now);
result<std::string, TokenError> verify_payload(std::string_view token, const HmacSha256& key);
}  // namespace detail

template <class Purpose>
std::string sign(const Claims& claims, const Hs256Key<Purpose>& key, TokenType type) {
  return detail::sign_token(claims, key.mac(), type);
}

template <class Purpose>
result<Claims, TokenError> verify(std::string_view token, const Hs256Key<Purpose>& key,
                                  const TokenRules& rules, TimePoint now) {
  return detail::verify_token(token, key.mac(), rules, now);
}

template <class Purpose>
TokenFindings examine(std::string_view token, const Hs256Key<Purpose>& key, const TokenRules& rules,
                      TimePoint now) {
  return detail::examine_token(token, key.mac(), rules, now);
}

template <class Purpose>
result<std::string, TokenError> verify_signature(std::string_view token, const Hs256Key<Purpose>& key) {
  return detail::verify_payload(token, key.mac());
}

}  // namespace gatehouse::crypto
