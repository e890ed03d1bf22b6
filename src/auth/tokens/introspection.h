#pragma once
// SPDX-License-Identifier: Apache-2.0
// What has become of any token that this server has issued, for the services that it is shown to.

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

/// What is known of a token that is good now.
struct TokenFacts {
  TokenFacts() = default;
  TokenFacts(bool refreshes, crypto::Claims said, std::string whose)
      : is_refresh(refreshes), claims(std::move(said)), email(std::move(whose)) {}

  bool is_refresh = false;
  crypto::Claims claims;  ///< but `scope` is what it is for now: no more than its user still may have
  std::string email;      ///< of its user; empty: it stands for a client
};

/// Tells of tokens, access and refresh tokens alike, and revokes them. Thread-safe; one a program.
class Introspection {
 public:
  /// All outlive this.
  Introspection(const crypto::Tokens& tokens, AccessChecks& service, Sessions& sessions,
                ClientTokens& clients, store::UserCache& users)
      : tokens_(tokens), service_(service), sessions_(sessions), clients_(clients), users_(users) {}

  /// The facts of a token that would be accepted now, if it was issued to `asker` or that client may ask
  /// about all; nothing for any other text (RFC 7662 2.2: nobody is told why). Spends nothing. `unavailable`.
  /// Only on the thread of context number `worker`.
  [[nodiscard]] awaitable<SessionResult<std::optional<TokenFacts>>> introspect(store::Client asker,
                                                                               std::string token,
                                                                               std::size_t worker);

  /// Ends the session that a token belongs to (RFC 7009 2.1: all its tokens with it), or revokes a client's
  /// own token. `wrong_client`: the token was issued to another client (RFC 7009 2.1). Any other text is no
  /// error: there is nothing to revoke. `unavailable`.
  [[nodiscard]] awaitable<SessionResult<>> revoke(std::string client, std::string token);

 private:
  using Facts = SessionResult<std::optional<TokenFacts>>;

  [[nodiscard]] awaitable<Facts> introspect_access(store::Client asker, crypto::Claims claims,
                                                   std::string token, std::size_t worker);
  [[nodiscard]] awaitable<Facts> introspect_refresh(store::Client asker, std::string token,
                                                    std::size_t worker);
  [[nodiscard]] awaitable<SessionResult<>> revoke_access(std::string client, crypto::Claims claims);

  const crypto::Tokens& tokens_;
  AccessChecks& service_;
  Sessions& sessions_;
  ClientTokens& clients_;
  store::UserCache& users_;
};

}  // namespace gatehouse::auth
