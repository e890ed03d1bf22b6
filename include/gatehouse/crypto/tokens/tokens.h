#pragma once
// SPDX-License-Identifier: Apache-2.0
// The service's pair of tokens: a short-lived one for access, a long-lived one that gets the next pair.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/random.h"
#include "gatehouse/crypto/keys/access_keys.h"
#include "gatehouse/crypto/tokens/jwt.h"
#include "gatehouse/crypto/tokens/secrets.h"

namespace gatehouse::crypto {

/// How tokens are made. The clock and the randomness must outlive the Tokens.
struct TokenOptions {
  /// Of access tokens.
  std::chrono::seconds access_lifetime = std::chrono::minutes{30};
  /// Of refresh tokens.
  std::chrono::seconds refresh_lifetime = std::chrono::days{7};
  std::string issuer{};    ///< empty: no `iss`, and none asked for
  std::string audience{};  ///< of access tokens; empty: no `aud` (libraries refuse one they were not told of)
  /// `client_id` of access tokens whose claims name none; empty: they have none. With an issuer and an
  /// audience it makes them those of RFC 9068, and others are refused.
  std::string client{};
  /// Key pairs for access tokens, instead of the secret; null: the secret.
  std::shared_ptr<const AccessKeys> access_keys{};
  /// The secrets before: what they have signed is good until it expires, and they sign nothing more.
  std::optional<AccessTokenKey> previous_access_key{};
  /// Likewise of refresh tokens.
  std::optional<RefreshTokenKey> previous_refresh_key{};
  /// What times are read from.
  const Clock& clock = system_clock();
  /// Where ids come from.
  Random& random = system_random();
};

/// Issues and verifies access and refresh tokens. Immutable, so one is shared by all threads.
///
///     const Tokens tokens{AccessTokenKey::from_secret_or_random(std::getenv("JWT_SECRET_KEY")),
///                         RefreshTokenKey::from_secret_or_random(std::getenv("JWT_REFRESH_SECRET_KEY"))};
///     auto text = tokens.issue_access(user.id);
///     auto claims = tokens.verify_access(text);  // claims->subject == user.id
class Tokens {
 public:
  /// With keys of both kinds, which may be made of the same secret.
  Tokens(AccessTokenKey access_key, RefreshTokenKey refresh_key, TokenOptions options = {});

  /// A signed access token for `subject`, of `session` unless that is empty.
  [[nodiscard]] std::string issue_access(std::string_view subject, std::string_view session = {}) const;
  /// A signed refresh token, likewise. It never verifies as an access token, even where both keys are the
  /// same.
  [[nodiscard]] std::string issue_refresh(std::string_view subject, std::string_view session = {}) const;

  /// The claims of a valid access token, or the step at which it failed. Tokens of other makers with the same
  /// secret pass with `sub` and `exp` alone.
  [[nodiscard]] result<Claims, TokenError> verify_access(std::string_view token) const;
  /// The claims of a valid refresh token, or the step at which it failed.
  [[nodiscard]] result<Claims, TokenError> verify_refresh(std::string_view token) const;

  /// All that `verify_access` would find fault with, and whose signature the token has.
  [[nodiscard]] TokenFindings examine_access(std::string_view token) const;
  /// Likewise of `verify_refresh`.
  [[nodiscard]] TokenFindings examine_refresh(std::string_view token) const;

  /// The claims that `issue_access` would sign, to be recorded or amended before `sign_access`.
  [[nodiscard]] Claims access_claims(std::string_view subject, std::string_view session = {}) const;
  /// Likewise of `issue_refresh`.
  [[nodiscard]] Claims refresh_claims(std::string_view subject, std::string_view session = {}) const;
  /// Signs claims as they stand: a token told by its claims can be made again.
  [[nodiscard]] std::string sign_access(const Claims& claims) const;
  /// Likewise; what it signs is always marked as a refresh token.
  [[nodiscard]] std::string sign_refresh(Claims claims) const;

  /// Another number whenever tokens that were good may have become bad before their time: a key was retired.
  [[nodiscard]] std::uint64_t generation() const noexcept {
    return options_.access_keys ? options_.access_keys->generation() : 0;
  }

  /// As they were given.
  [[nodiscard]] const TokenOptions& options() const noexcept { return options_; }

 private:
  /// `check` with the key that an access token has to be signed with.
  template <class Check>
  [[nodiscard]] auto check_access(Check check, TimePoint now) const;
  [[nodiscard]] Claims claims_for(std::string_view subject, std::string_view session,
                                  std::chrono::seconds lifetime) const;

  AccessTokenKey access_key_;
  RefreshTokenKey refresh_key_;
  TokenOptions options_;
  TokenRules access_rules_;
  TokenRules refresh_rules_;
};

}  // namespace gatehouse::crypto
