#pragma once
// SPDX-License-Identifier: Apache-2.0
// Signs and verifies JSON Web Tokens (RFC 7519) in compact form, following RFC 8725.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/signing_key.h"
#include "gatehouse/crypto/keys/token_type.h"
#include "gatehouse/crypto/keys/verification_keys.h"
#include "gatehouse/crypto/token_error.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/secrets.h"
#include "gatehouse/crypto/tokens/token_findings.h"

namespace gatehouse::crypto {

/// The maximum size of a token in bytes. Longer tokens are refused unread (CWE-400).
inline constexpr std::size_t max_token_size = 8192;

/// The purpose of a token.
enum class TokenUse {
  /// `token_use` is "access" or absent. It is absent in tokens of other issuers.
  access,
  refresh,  ///< `token_use` must be "refresh"
};

/// What a verifier expects of a token. Anything that is not listed here is not accepted.
struct TokenRules {
  /// The purpose that the token must have.
  TokenUse use = TokenUse::access;
  std::string issuer{};  ///< if empty, `iss` is not checked
  /// If empty, a token with `aud` is refused, because it is meant for another service.
  std::string audience{};
  /// The tolerance for differences between the clocks: a token is accepted this long after its expiry and
  /// before its start.
  std::chrono::seconds leeway{0};
  /// Whether `typ` must be at+jwt (RFC 9068 4). Set it if the issuer signs other tokens, such as ID tokens,
  /// with the same keys. Otherwise JWT and an absent `typ` are accepted too.
  bool only_at_jwt = false;
};

/// Returns a signed token. Times are written in whole seconds, rounded down; absent claims are left out.
template <class Purpose>
[[nodiscard]] std::string sign(const Claims& claims, const Hs256Key<Purpose>& key,
                               TokenType type = TokenType::jwt);

/// Checks the form, the header, the signature and then the claims of a token against `rules` at
/// the time `now`. Returns the claims. Fails with any value of TokenError. Keeps no reference to
/// its arguments. Thread-safe.
///
///     auto claims = verify(text, key, {}, clock.now());
///     if (!claims) log.write(LogLevel::info, to_string(claims.error()));
template <class Purpose>
[[nodiscard]] result<Claims, TokenError> verify(std::string_view token, const Hs256Key<Purpose>& key,
                                                const TokenRules& rules, TimePoint now);

/// Returns all faults that `verify` would find if it did not stop at the first one. Used to explain why a
/// token was refused. Trust the claims only if there are no faults. Thread-safe.
template <class Purpose>
[[nodiscard]] TokenFindings examine(std::string_view token, const Hs256Key<Purpose>& key,
                                    const TokenRules& rules, TimePoint now);

/// Checks only the JWS layer (RFC 7515 5.2): form, header and signature. Returns the payload. Does not check
/// for whom the token is or whether it has expired.
template <class Purpose>
[[nodiscard]] result<std::string, TokenError> verify_signature(std::string_view token,
                                                               const Hs256Key<Purpose>& key);

/// Same as above with the private half of a key pair. The header names the key. Throws std::runtime_error if
/// OpenSSL fails. Thread-safe.
[[nodiscard]] std::string sign(const Claims& claims, const SigningKey& key, TokenType type = TokenType::jwt);

/// Same as above for a token that names one of `keys`. The algorithm in its header must be that of the key.
[[nodiscard]] result<Claims, TokenError> verify(std::string_view token, const VerificationKeys& keys,
                                                const TokenRules& rules, TimePoint now);

/// Same as above for a token that names one of `keys`.
[[nodiscard]] TokenFindings examine(std::string_view token, const VerificationKeys& keys,
                                    const TokenRules& rules, TimePoint now);

/// Same as above for a token that names one of `keys`.
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
