#pragma once
// SPDX-License-Identifier: Apache-2.0
// Access tokens that stand for a client itself (RFC 6749 4.4): no user, no session, no refresh token.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "auth/clients/client_error.h"
#include "auth/tokens/objection.h"
#include "gatehouse/base/async.h"
#include "gatehouse/crypto/tokens/claims.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/client_store.h"

namespace gatehouse::auth {

/// The `client_id` of users' tokens that no registered client asked for, where tokens have to have one (RFC
/// 9068 2.2). Nobody can be registered as this: an id has no colon.
inline constexpr std::string_view no_client = "gatehouse:login";

/// Whether these are the claims of such a token: its `sub` is its `client_id` (RFC 9068 2.2).
[[nodiscard]] bool stands_for_client(const crypto::Claims& claims) noexcept;

/// What a client gets.
struct ClientToken {
  ClientToken() = default;
  ClientToken(std::string token, std::string granted, std::chrono::seconds lifetime)
      : access(std::move(token)), scope(std::move(granted)), expires_in(lifetime) {}

  std::string access;
  std::string scope;  ///< may be empty
  std::chrono::seconds expires_in{};
};

/// The client that a token stands for, and what speaks against the token.
struct ClientView {
  Objections objections;
  std::optional<store::Client> client;  ///< none: there is none
};

/// Issues, judges and revokes them. Thread-safe; one a program.
class ClientTokens {
 public:
  /// Both outlive this. Tokens issued before `epoch` are no good: see `Store::find_epoch`.
  ClientTokens(const crypto::Tokens& tokens, store::ClientStore& store, std::optional<TimePoint> epoch = {})
      : tokens_(tokens), store_(store), epoch_(epoch) {}

  /// A token for a client that has proved who it is. Without `scope` it gets all it may have.
  /// `invalid_scope`: it asks for more.
  [[nodiscard]] ClientResult<ClientToken> issue(const store::Client& client,
                                                const std::optional<std::string>& scope) const;

  /// Whether a verified token is still good: not revoked, and its client neither disabled nor gone, even if
  /// another has its id now. `unavailable`.
  [[nodiscard]] awaitable<ClientResult<bool>> is_active(crypto::Claims claims);

  /// All that speaks against it: what `is_active` goes by. `unavailable`.
  [[nodiscard]] awaitable<ClientResult<ClientView>> inspect(crypto::Claims claims);

  /// Revokes a verified token. `unavailable`.
  [[nodiscard]] awaitable<ClientResult<>> revoke(crypto::Claims claims);

 private:
  const crypto::Tokens& tokens_;
  store::ClientStore& store_;
  std::optional<TimePoint> epoch_;
};

}  // namespace gatehouse::auth
