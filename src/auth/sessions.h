#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sessions and their rules: a login begins one, its refresh tokens keep it going, one at a time.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/account_error.h"
#include "auth/accounts.h"
#include "auth/session_error.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/tokens.h"
#include "store/session_store.h"

namespace gatehouse::auth {

/// What a login gets, and a refresh.
struct TokenPair {
  TokenPair() = default;  ///< of nothing: only for what has to make one before it has it, such as co_spawn
  TokenPair(std::string access_token, std::string refresh_token, std::chrono::seconds lifetime)
      : access(std::move(access_token)), refresh(std::move(refresh_token)), expires_in(lifetime) {}

  std::string access;
  std::string refresh;
  std::chrono::seconds expires_in{};  ///< of `access`
};

/// Who logs in, as its user will see it in the list of sessions.
struct Client {
  std::string address;
  std::string agent;  ///< any bytes; kept as printable ASCII, cut to `Sessions::max_agent`
};

/// How sessions last, beside the lives of their tokens, which are those of `crypto::TokenOptions`. The
/// randomness outlives the Sessions.
struct SessionOptions {
  std::chrono::seconds absolute = std::chrono::days{30};
  std::chrono::seconds grace =
      std::chrono::seconds{10};  ///< for a reply that got lost, or a second browser tab
  Random& random = system_random();
  std::shared_ptr<Log> log{};  ///< null: nothing is logged
};

/// The rules of sessions. Thread-safe; one a program. Operations resume on the executor they are awaited on;
/// each may fail with `unavailable` beside the errors that it names. What ended is dead when its caller is
/// answered.
///
///     auto pair = co_await sessions.log_in(form.username, form.password, client);
///     auto next = co_await sessions.refresh(pair->refresh);
class Sessions {
 public:
  static constexpr std::size_t max_agent = 256;  ///< bytes

  /// All three outlive this.
  Sessions(store::SessionStore& store, Accounts& accounts, const crypto::Tokens& tokens,
           SessionOptions options = {});

  /// Begins a session for whose password this is. Errors as `Accounts::authenticate`. A password that was
  /// changed, or a user who was disabled, while it was verified counts as such.
  [[nodiscard]] awaitable<AccountResult<TokenPair>> log_in(std::string email, Secret password, Client client,
                                                           crypto::JobOptions job = {});

  /// Trades a refresh token for a new pair (RFC 9700 4.14.2): `invalid`, `expired`, `ended`; `spent`, which
  /// ends the session, save that within the grace the token just replaced gets its very successor again.
  /// `token` is read before this first suspends.
  [[nodiscard]] awaitable<SessionResult<TokenPair>> refresh(std::string_view token);

  /// Ends the session that an access token belongs to, known to the store or not; the token is good until
  /// `token_until`. `not_found`: it has ended already.
  [[nodiscard]] awaitable<SessionResult<>> log_out(Uuid user, Uuid session, TimePoint token_until);

  /// The session that this refresh token would go on with; asking spends nothing. `invalid`, `expired`,
  /// `spent` (within the grace too), `ended`. `token` is read before this first suspends.
  [[nodiscard]] awaitable<SessionResult<store::Session>> find(std::string_view token);

  /// Ends the session that a refresh token belongs to, spent or not. `invalid`, `expired`, `not_found`.
  /// `token` is read before this first suspends.
  [[nodiscard]] awaitable<SessionResult<>> log_out_by(std::string_view token);

  /// Ends all of the user's sessions.
  [[nodiscard]] awaitable<SessionResult<>> log_out_everywhere(Uuid user);

  /// Ends a session that its user picked from the list. `not_found`: another's too.
  [[nodiscard]] awaitable<SessionResult<>> end(Uuid user, Uuid session);

  /// The user's sessions, the last used first.
  [[nodiscard]] awaitable<SessionResult<std::vector<store::Session>>> list(Uuid user);

 private:
  [[nodiscard]] awaitable<store::StoreResult<store::Session>> begin(const store::User& user,
                                                                    const Client& client);
  /// The tokens of a session as it is at `at`.
  [[nodiscard]] TokenPair sign(const store::Session& session, TimePoint at) const;
  void tell_of_reuse(const store::Session& session) const;

  store::SessionStore& store_;
  Accounts& accounts_;
  const crypto::Tokens& tokens_;
  SessionOptions options_;
  store::SessionLimits limits_;
};

}  // namespace gatehouse::auth
