#pragma once
// SPDX-License-Identifier: Apache-2.0
// Checks the access tokens of gatehouse or another OAuth server, in a service that issues none.

#include <memory>
#include <optional>
#include <string_view>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/jwt.h"
#include "gatehouse/crypto/tokens/secrets.h"
#include "gatehouse/verifier/remote_keys.h"
#include "gatehouse/verifier/verify_error.h"

namespace gatehouse::verifier {

/// The claims of a token, or why it is refused.
using VerifyResult = result<crypto::Claims, VerifyError>;

/// Checks access tokens without contacting the server for each: form, signature, times, and what `rules`
/// requires, as strictly as crypto::verify. The key determines the algorithm, not the token (RFC 8725 3.1).
/// Thread-safe; one serves all threads of a program.
///
///     const auto claims = co_await verifier.verify(token);
///     if (!claims) throw web::BearerError{401, "Invalid token"};
///     use(claims->subject);
///
/// An accepted token may belong to a session that has ended since: the token remains valid until it expires.
/// To detect this earlier, ask the server (RFC 7662).
class Verifier {
 public:
  /// Verifies with the secret that the server signs with (HS256). A service that has this secret can also
  /// issue tokens. `clock` must outlive the verifier.
  explicit Verifier(crypto::AccessTokenKey secret, crypto::TokenRules rules = {},
                    const Clock& clock = system_clock());
  /// Verifies with the public keys of a server (EdDSA, ES256, RS256). `keys` must not be null. Up to 4096
  /// valid tokens are remembered, so that a repeated token is not verified again for each request.
  explicit Verifier(std::shared_ptr<RemoteKeys> keys, crypto::TokenRules rules = {},
                    const Clock& clock = system_clock());
  ~Verifier();
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;

  /// Returns the result if it is available at once: always with a secret; with public keys while they are
  /// fresh and contain the key of the token. Otherwise returns nothing; then call `verify`, which waits
  /// for a fetch.
  [[nodiscard]] std::optional<VerifyResult> verify_cached(std::string_view token);

  /// Returns the claims of the token. Suspends only if `verify_cached` returns nothing, for at most one
  /// fetch, which all waiting calls share. `token` and the verifier must stay valid until it returns. Can be
  /// cancelled without side effects.
  [[nodiscard]] awaitable<VerifyResult> verify(std::string_view token);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::verifier
