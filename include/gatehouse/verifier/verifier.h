#pragma once
// SPDX-License-Identifier: Apache-2.0
// Checks the access tokens of gatehouse, or of another OAuth server, in a service that makes none.

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

/// What a token says, or why it opens nothing.
using VerifyResult = result<crypto::Claims, VerifyError>;

/// Checks access tokens by themselves: form, signature, times, and what `rules` names, as strict as
/// crypto::verify. The algorithm is the key's, never the token's to choose (RFC 8725 3.1). Thread-safe; one
/// serves all threads of a program.
///
///     const auto claims = co_await verifier.verify(token);
///     if (!claims) throw web::BearerError{401, "Invalid token"};
///     use(claims->subject);
///
/// A token that it accepts may be of a session that has ended since: it is good until it expires. Who can't
/// wait for that asks the server (RFC 7662).
class Verifier {
 public:
  /// By the secret that the server signs with (HS256): whoever has it can make tokens too. The clock outlives
  /// this.
  explicit Verifier(crypto::AccessTokenKey secret, crypto::TokenRules rules = {},
                    const Clock& clock = system_clock());
  /// By the public keys of a server (EdDSA, ES256, RS256). `keys` is not null. Tokens found good are
  /// remembered, 4096 at most, so that the same one is not taken apart for each request.
  explicit Verifier(std::shared_ptr<RemoteKeys> keys, crypto::TokenRules rules = {},
                    const Clock& clock = system_clock());
  ~Verifier();
  Verifier(const Verifier&) = delete;
  Verifier& operator=(const Verifier&) = delete;

  /// What the token says, if that can be told at once: by a secret always, by keys while they are fresh and
  /// the token's is among them. Nothing: ask `verify`, which waits for a fetch.
  [[nodiscard]] std::optional<VerifyResult> verify_cached(std::string_view token);

  /// What the token says. Suspends only where `verify_cached` gives nothing, for one fetch at most, which all
  /// who wait share. `token` and this must stay until then. Cancelled, it has changed nothing.
  [[nodiscard]] awaitable<VerifyResult> verify(std::string_view token);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gatehouse::verifier
