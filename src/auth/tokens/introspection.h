#pragma once
// SPDX-License-Identifier: Apache-2.0
// Introspects and revokes any token that this server has issued.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "auth/sessions/session_error.h"
#include "auth/sessions/sessions.h"
#include "auth/tokens/access_checks.h"
#include "auth/tokens/client_tokens.h"
#include "gatehouse/base/async.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/copies/user_cache.h"

namespace gatehouse::auth {

/// What is known of a token that is valid now.
struct TokenFacts {
  TokenFacts() = default;
  TokenFacts(bool refreshes, crypto::Claims said, std::string whose)
      : is_refresh(refreshes), claims(std::move(said)), email(std::move(whose)) {}

  bool is_refresh = false;
  crypto::Claims claims;  ///< as in the token, but `scope` is limited to what its user still may do
  std::string email;      ///< its user's address; empty if the token stands for a client
};

/// Introspects and revokes access and refresh tokens. Thread-safe; a program has one.
class Introspection {
 public:
  /// All arguments must outlive this.
  Introspection(const crypto::Tokens& tokens, AccessChecks& service, Sessions& sessions,
                ClientTokens& clients, store::UserCache& users)
      : tokens_(tokens), service_(service), sessions_(sessions), clients_(clients), users_(users) {}

  /// Returns the facts of a token that would be accepted now, if it was issued to `asker` or that client
  /// may introspect all tokens. Returns nullopt for any other text, and never says why (RFC 7662 2.2). Does
  /// not use up a refresh token. Fails with `unavailable`. Must be called on the thread of the worker with
  /// the index `worker`.
  [[nodiscard]] awaitable<SessionResult<std::optional<TokenFacts>>> introspect(store::Client asker,
                                                                               std::string token,
                                                                               std::size_t worker);

  /// Ends the session that a token belongs to and so revokes all its tokens (RFC 7009 2.1), or revokes a
  /// client's own token. Any other text is not an error, since there is nothing to revoke. Fails with
  /// `wrong_client` when the token was issued to another client (RFC 7009 2.1), and with `unavailable`.
  [[nodiscard]] awaitable<SessionResult<>> revoke(store::Actor by, std::string client, std::string token);

 private:
  using Facts = SessionResult<std::optional<TokenFacts>>;

  [[nodiscard]] awaitable<Facts> introspect_access(store::Client asker, crypto::Claims claims,
                                                   std::string token, std::size_t worker);
  [[nodiscard]] awaitable<Facts> introspect_refresh(store::Client asker, std::string token,
                                                    std::size_t worker);
  [[nodiscard]] awaitable<SessionResult<>> revoke_access(store::Actor by, std::string client,
                                                         crypto::Claims claims);

  const crypto::Tokens& tokens_;
  AccessChecks& service_;
  Sessions& sessions_;
  ClientTokens& clients_;
  store::UserCache& users_;
};

}  // namespace gatehouse::auth
