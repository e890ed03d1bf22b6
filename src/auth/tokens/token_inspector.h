#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why a token is refused, for whoever runs the server; those who present it are never told so much.

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

/// What a token is, or says that it is.
enum class TokenKind {
  access,   ///< opens a user's endpoints
  refresh,  ///< gets the next pair
  client,   ///< a client's own access token
};

/// All that is known of a token. What it says of itself is in `findings.claims`.
struct TokenInspection {
  TokenKind kind = TokenKind::access;
  crypto::TokenFindings findings{};
  Objections objections{};                  ///< empty where the signature is nobody's: nothing was looked up
  std::optional<store::Session> session{};  ///< whatever has become of it
  std::optional<store::RefreshOutcome> refresh{};  ///< of a refresh token
  store::UserPtr user{};                           ///< null: none, or gone
  std::optional<store::Client> client{};           ///< of a client's own token

  /// Whether the server takes it now, for what it is.
  [[nodiscard]] bool is_accepted() const noexcept { return findings.faults.empty() && objections.empty(); }
};

/// Looks at tokens by the rules that decide about them: it has none of its own. Thread-safe; one a program.
class TokenInspector {
 public:
  /// All outlive this.
  TokenInspector(const crypto::Tokens& tokens, AccessChecks& service, Sessions& sessions,
                 ClientTokens& clients, store::UserCache& users)
      : tokens_(tokens), service_(service), sessions_(sessions), clients_(clients), users_(users) {}

  /// What there is to know of it. Spends nothing, ends nothing. `unavailable`, `damaged`. Only on the thread
  /// of context number `worker`.
  [[nodiscard]] awaitable<store::StoreResult<TokenInspection>> inspect(std::string token, std::size_t worker);

  /// How long a refresh token that was just replaced may come again.
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
