#pragma once
// SPDX-License-Identifier: Apache-2.0
// The rules of sessions: a login begins one, and refresh tokens continue it, one after another.

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/accounts/account_error.h"
#include "auth/accounts/accounts.h"
#include "auth/counts.h"
#include "auth/sessions/session_error.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/log.h"
#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/session_store.h"
#include "store/user.h"

namespace gatehouse::auth {

/// The tokens that a login or a refresh issues.
struct TokenPair {
  TokenPair() = default;  ///< Creates an empty TokenPair. co_spawn needs it.
  TokenPair(std::string access_token, std::string refresh_token, std::chrono::seconds lifetime,
            std::string granted)
      : access(std::move(access_token)),
        refresh(std::move(refresh_token)),
        expires_in(lifetime),
        scope(std::move(granted)) {}

  std::string access;
  std::string refresh;
  std::chrono::seconds expires_in{};  ///< of `access`
  std::string scope;                  ///< of `access`; may be empty
  std::optional<store::User> user{};  ///< of a login: its user
  bool is_replay = false;             ///< of a refresh: the same pair was issued before
};

/// What a client asks for with a request for tokens.
struct TokenRequest {
  TokenRequest() = default;
  TokenRequest(std::optional<std::string> only, std::optional<std::string> who)
      : scope(std::move(only)), client(std::move(who)) {}

  std::optional<std::string> scope;   ///< words separated by spaces (RFC 6749 3.3); nullopt: all allowed
  std::optional<std::string> client;  ///< the registered client that has authenticated; nullopt: none has
};

/// The state of a refresh token.
struct RefreshView {
  store::RefreshOutcome outcome = store::RefreshOutcome::not_found;  ///< what a refresh would do now
  std::optional<store::Session> session{};                           ///< nullopt: there is no such session
};

/// The options of Sessions. The lifetimes of tokens are options of `crypto::TokenOptions`. The randomness
/// must outlive the Sessions.
struct SessionOptions {
  std::size_t max_per_user = 1000;
  std::chrono::seconds absolute = std::chrono::days{30};
  std::chrono::seconds grace = std::chrono::seconds{10};  ///< for a lost reply or a second tab
  Random& random = system_random();
  std::shared_ptr<Log> log{};        ///< null: nothing is logged
  std::shared_ptr<Counts> counts{};  ///< counts sessions; null: they are not counted
};

/// The rules of sessions. Thread-safe; a program has one. Operations resume on the executor on which they are
/// awaited. Each may fail with `unavailable` in addition to the errors that it names. A session that was
/// ended is invalid everywhere when its caller gets the result. `by` is who asks, for the audit record.
///
///     auto pair = co_await sessions.log_in(actor, form.username, form.password, job);
///     auto next = co_await sessions.refresh(actor, pair->refresh);
class Sessions {
 public:
  /// All three must outlive this.
  Sessions(store::SessionStore& store, Accounts& accounts, const crypto::Tokens& tokens,
           SessionOptions options = {});

  /// Begins a session for the user with this address and password. The scope in `request` limits all tokens
  /// of the session, and its client owns the session. If the password is changed or the user disabled during
  /// the verification, that change counts. Fails as `Accounts::authenticate` does, and with `invalid_scope`
  /// when the user may not have the whole scope.
  [[nodiscard]] awaitable<AccountResult<TokenPair>> log_in(store::Actor by, std::string email,
                                                           Secret password, crypto::JobOptions job,
                                                           TokenRequest request = {});

  /// Exchanges a refresh token for a new pair (RFC 9700 4.14.2). The access token's scope is what the user
  /// may have now, within the session's scope; a scope in `request` narrows it for this token only (RFC 6749
  /// 6). A replaced token ends the session and fails with `spent`; within the grace period, the token
  /// replaced last gets the same successor again instead. Fails with `invalid`, `expired` or `ended`; with
  /// `invalid_scope` when the scope is too wide, without using up the token; and with `wrong_client` when the
  /// session belongs to a client and another client or none asks, without any change. Reads `token` only
  /// before it first suspends.
  [[nodiscard]] awaitable<SessionResult<TokenPair>> refresh(store::Actor by, std::string_view token,
                                                            TokenRequest request = {});

  /// Returns the session that a refresh token names, without checking whether that has ended. Fails with
  /// `invalid` or `expired`.
  [[nodiscard]] SessionResult<Uuid> session_of(std::string_view token) const;

  /// Ends the session of an access token, even if the store does not know it. The token expires at
  /// `token_until`. Fails with `not_found` when the session has ended already.
  [[nodiscard]] awaitable<SessionResult<>> log_out(store::Actor by, Uuid user, Uuid session,
                                                   TimePoint token_until);

  /// Returns the session that this refresh token would continue. Does not use up the token. Fails with
  /// `invalid`, `expired`, `ended`, or `spent`, which includes a replaced token within the grace period.
  /// Reads `token` only before it first suspends.
  [[nodiscard]] awaitable<SessionResult<store::Session>> find(std::string_view token);

  /// Returns the outcome that a refresh would have now, ignoring whether the user is disabled. Does not use
  /// up the token. `session` and `token` are the `sid` and `jti` of a valid refresh token.
  [[nodiscard]] awaitable<SessionResult<RefreshView>> inspect(Uuid session, Uuid token);

  /// Returns a session, even if it has ended or expired. Fails with `not_found`.
  [[nodiscard]] awaitable<SessionResult<store::Session>> find_by_id(Uuid session);

  [[nodiscard]] const SessionOptions& options() const noexcept { return options_; }

  /// Ends the session that a refresh token belongs to, used or not, on behalf of a client. Fails with
  /// `invalid`, `expired`, `wrong_client` or `not_found`. Reads `token` only before it first suspends.
  [[nodiscard]] awaitable<SessionResult<>> revoke(store::Actor by, std::string client,
                                                  std::string_view token);

  /// Ends the session of an access token as `log_out` does, on behalf of a client. Fails with `wrong_client`
  /// when another client began it.
  [[nodiscard]] awaitable<SessionResult<>> revoke(store::Actor by, std::string client, Uuid user,
                                                  Uuid session, TimePoint token_until);

  /// Ends all of the user's sessions.
  [[nodiscard]] awaitable<SessionResult<>> log_out_everywhere(store::Actor by, Uuid user);

  /// Ends a session that its user has chosen from the list. Fails with `not_found`, also for
  /// another user's session.
  [[nodiscard]] awaitable<SessionResult<>> end(store::Actor by, Uuid user, Uuid session);

  /// Returns the user's sessions, the most recently used first, from `after` on and at most `limit`. The
  /// session `own` is on the first page, wherever it belongs, and on no other page.
  [[nodiscard]] awaitable<SessionResult<store::SessionPage>> list(
      Uuid user, std::optional<Uuid> own = {}, store::SessionCursor after = {},
      std::size_t limit = store::SessionStore::max_page);

 private:
  [[nodiscard]] awaitable<store::StoreResult<store::Session>> begin(store::Actor by, const store::User& user,
                                                                    TokenRequest request);
  /// Fails with `invalid_scope` when the session cannot give this scope. Succeeds when the refresh will fail
  /// for another reason anyway.
  [[nodiscard]] awaitable<SessionResult<>> check_scope(Uuid session, Uuid token, TokenRequest request);
  /// Returns tokens of a session in its state at the time `at`. The request's scope must be in
  /// the canonical form.
  [[nodiscard]] TokenPair sign(const store::Session& session, TimePoint at,
                               const TokenRequest& request) const;
  void tell_of_reuse(const store::Session& session) const;

  store::SessionStore& store_;
  Accounts& accounts_;
  const crypto::Tokens& tokens_;
  SessionOptions options_;
  store::SessionLimits limits_;
};

}  // namespace gatehouse::auth
