#pragma once
// SPDX-License-Identifier: Apache-2.0
// Issues and verifies short-lived access tokens and long-lived refresh tokens.

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

/// Options of Tokens. The clock and the random source must outlive the Tokens.
struct TokenOptions {
  std::chrono::seconds access_lifetime = std::chrono::minutes{30};
  std::chrono::seconds refresh_lifetime = std::chrono::days{7};
  std::string issuer{};  ///< `iss` of all tokens; if empty, it is neither written nor required
  /// `aud` of access tokens. If empty, it is not written, because libraries refuse an audience that they
  /// do not expect.
  std::string audience{};
  /// `client_id` of access tokens whose claims have none; if empty, it is not written. Together with an
  /// issuer and an audience it makes the access tokens conform to RFC 9068, and others are refused.
  std::string client{};
  /// The key pairs for access tokens. If null, the secret is used.
  std::shared_ptr<const AccessKeys> access_keys{};
  /// The previous secret. Tokens that it has signed are valid until they expire; it signs no new ones.
  std::optional<AccessTokenKey> previous_access_key{};
  /// The same for refresh tokens.
  std::optional<RefreshTokenKey> previous_refresh_key{};
  const Clock& clock = system_clock();
  /// The source of token ids.
  Random& random = system_random();
};

/// Issues and verifies access and refresh tokens. Immutable and thread-safe.
///
///     const Tokens tokens{AccessTokenKey::from_secret_or_random(std::getenv("JWT_SECRET_KEY")),
///                         RefreshTokenKey::from_secret_or_random(std::getenv("JWT_REFRESH_SECRET_KEY"))};
///     auto text = tokens.issue_access(user.id);
///     auto claims = tokens.verify_access(text);  // claims->subject == user.id
class Tokens {
 public:
  /// Takes a key of each kind. Both may be made from the same secret.
  Tokens(AccessTokenKey access_key, RefreshTokenKey refresh_key, TokenOptions options = {});

  /// Returns a signed access token for `subject`, and for `session` unless that is empty.
  [[nodiscard]] std::string issue_access(std::string_view subject, std::string_view session = {}) const;
  /// Returns a signed refresh token. It is never accepted as an access token, even if both keys are the same.
  [[nodiscard]] std::string issue_refresh(std::string_view subject, std::string_view session = {}) const;

  /// Returns the claims of a valid access token, or the check that it failed. Tokens of other issuers with
  /// the same secret need only `sub` and `exp`.
  [[nodiscard]] result<Claims, TokenError> verify_access(std::string_view token) const;
  /// Returns the claims of a valid refresh token, or the check that it failed.
  [[nodiscard]] result<Claims, TokenError> verify_refresh(std::string_view token) const;

  /// Returns all faults that `verify_access` would find, and which key signed the token.
  [[nodiscard]] TokenFindings examine_access(std::string_view token) const;
  /// Returns all faults that `verify_refresh` would find, and which key signed the token.
  [[nodiscard]] TokenFindings examine_refresh(std::string_view token) const;

  /// Returns the claims that `issue_access` would sign. They may be recorded or changed before `sign_access`.
  [[nodiscard]] Claims access_claims(std::string_view subject, std::string_view session = {}) const;
  /// Returns the claims that `issue_refresh` would sign.
  [[nodiscard]] Claims refresh_claims(std::string_view subject, std::string_view session = {}) const;
  /// Signs the claims without a change. The same token can be made again from its claims.
  [[nodiscard]] std::string sign_access(const Claims& claims) const;
  /// Signs the claims and marks the token as a refresh token.
  [[nodiscard]] std::string sign_refresh(Claims claims) const;

  /// Returns a number that changes whenever valid tokens may have become invalid before their expiry, because
  /// a key was retired.
  [[nodiscard]] std::uint64_t generation() const noexcept {
    return options_.access_keys ? options_.access_keys->generation() : 0;
  }

  /// Returns the options given to the constructor.
  [[nodiscard]] const TokenOptions& options() const noexcept { return options_; }

 private:
  /// Calls `check` with the key that an access token must be signed with.
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
