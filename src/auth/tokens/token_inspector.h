#pragma once
// SPDX-License-Identifier: Apache-2.0
// Explains to operators why a token is refused. Callers who present a token are not told this much.

#include <cstddef>
#include <optional>
#include <string>

#include "auth/sessions/sessions.h"
#include "auth/tokens/access_checks.h"
#include "auth/tokens/client_tokens.h"
#include "auth/tokens/objection.h"
#include "gatehouse/base/async.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/copies/user_cache.h"
#include "store/error.h"

namespace gatehouse::auth {

/// The kind of a token, according to its claims.
enum class TokenKind {
  access,   ///< gives access to a user's endpoints
  refresh,  ///< is exchanged for the next pair of tokens
  client,   ///< a client's own access token
};

/// Everything known about a token. Its claims are in `findings.claims`.
struct TokenInspection {
  TokenKind kind = TokenKind::access;
  crypto::TokenFindings findings{};
  Objections objections{};                  ///< empty if the signature is not valid: nothing was looked up
  std::optional<store::Session> session{};  ///< its session, even if that has ended or expired
  std::optional<store::RefreshOutcome> refresh{};  ///< of a refresh token: the outcome of using it now
  store::UserPtr user{};                           ///< null: it has no user, or the user was deleted
  std::optional<store::Client> client{};           ///< of a client's own token

  /// Returns whether the server would accept the token now.
  [[nodiscard]] bool is_accepted() const noexcept { return findings.faults.empty() && objections.empty(); }
};

/// Inspects tokens. It asks the services that decide about them and has no rules of its own. Thread-safe; a
/// program has one.
class TokenInspector {
 public:
  /// All arguments must outlive this.
  TokenInspector(const crypto::Tokens& tokens, AccessChecks& service, Sessions& sessions,
                 ClientTokens& clients, store::UserCache& users)
      : tokens_(tokens), service_(service), sessions_(sessions), clients_(clients), users_(users) {}

  /// Returns everything known about the token. Changes nothing. Fails with `unavailable` or `damaged`. Must
  /// be called on the thread of the worker with the index `worker`.
  [[nodiscard]] awaitable<store::StoreResult<TokenInspection>> inspect(std::string token, std::size_t worker);

  /// Returns how long a refresh token is still accepted after it was replaced.
  [[nodiscard]] std::chrono::seconds grace() const noexcept { return sessions_.options().grace; }

 private:
  using Outcome = store::StoreResult<TokenInspection>;

  [[nodiscard]] awaitable<Outcome> inspect_access(TokenInspection inspection, std::size_t worker);
  [[nodiscard]] awaitable<Outcome> inspect_refresh(TokenInspection inspection, std::size_t worker);
  [[nodiscard]] awaitable<Outcome> inspect_client(TokenInspection inspection);

  const crypto::Tokens& tokens_;
  AccessChecks& service_;
  Sessions& sessions_;
  ClientTokens& clients_;
  store::UserCache& users_;
};

}  // namespace gatehouse::auth
