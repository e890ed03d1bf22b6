#pragma once
// SPDX-License-Identifier: Apache-2.0
// Access tokens that stand for a client itself (RFC 6749 4.4). They have no user, session or refresh token.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "auth/clients/client_error.h"
#include "auth/tokens/access_error.h"
#include "auth/tokens/objection.h"
#include "gatehouse/base/async.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/client_store.h"
#include "store/copies/restore_epoch.h"

namespace gatehouse::auth {

/// The `client_id` of users' tokens that no registered client asked for, in token formats that require one
/// (RFC 9068 2.2). No client can be registered with this id, because ids contain no colon.
inline constexpr std::string_view no_client = "gatehouse:login";

/// Returns whether the claims are of a token that stands for a client: its `sub` is its `client_id`
/// (RFC 9068 2.2).
[[nodiscard]] bool stands_for_client(const crypto::Claims& claims) noexcept;

/// A token issued to a client.
struct ClientToken {
  ClientToken() = default;
  ClientToken(std::string token, std::string granted, std::chrono::seconds lifetime)
      : access(std::move(token)), scope(std::move(granted)), expires_in(lifetime) {}

  std::string access;
  std::string scope;  ///< may be empty
  std::chrono::seconds expires_in{};
};

/// A client whose own access token was presented.
struct ClientAccess {
  ClientAccess() = default;  ///< Creates an empty ClientAccess. co_spawn needs it.
  ClientAccess(store::Client who, std::string granted) : client(std::move(who)), scope(std::move(granted)) {}

  store::Client client;
  std::string scope;  ///< the token's, limited to what the client may have now
};

/// The client that a token stands for, and the objections to the token.
struct ClientView {
  Objections objections;
  std::optional<store::Client> client;  ///< nullopt: there is no such client
};

/// Issues, checks and revokes clients' own tokens. Thread-safe; a program has one.
class ClientTokens {
 public:
  /// All three must outlive this. Tokens issued before `epoch` are refused; null: there is none.
  ClientTokens(const crypto::Tokens& tokens, store::ClientStore& store,
               const store::RestoreEpoch* epoch = nullptr)
      : tokens_(tokens), store_(store), epoch_(epoch) {}

  /// Returns a token for a client that has authenticated. Without `scope` it gets everything the client
  /// may have, except for scopes that begin with "gatehouse:". Fails with `invalid_scope` when the client
  /// asks for more.
  [[nodiscard]] ClientResult<ClientToken> issue(const store::Client& client,
                                                const std::optional<std::string>& scope) const;

  /// Checks a client's own access token. Fails with `invalid` for any other text or token, with `expired`,
  /// and with `unavailable`.
  [[nodiscard]] awaitable<result<ClientAccess, AccessError>> admit(std::string token);

  /// Returns whether a verified token is still valid: it was not revoked, and its client exists and is
  /// enabled. A client that was registered later under the same id does not count. Fails with `unavailable`.
  [[nodiscard]] awaitable<ClientResult<bool>> is_active(crypto::Claims claims);

  /// Returns all objections to a verified token; `is_active` is true when there are none.
  /// Fails with `unavailable`.
  [[nodiscard]] awaitable<ClientResult<ClientView>> inspect(crypto::Claims claims);

  /// Revokes a verified token. Fails with `unavailable`.
  [[nodiscard]] awaitable<ClientResult<>> revoke(store::Actor by, crypto::Claims claims);

 private:
  const crypto::Tokens& tokens_;
  store::ClientStore& store_;
  const store::RestoreEpoch* epoch_;
};

}  // namespace gatehouse::auth
