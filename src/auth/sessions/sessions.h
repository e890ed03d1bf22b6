#pragma once
// SPDX-License-Identifier: Apache-2.0
// Sessions and their rules: a login begins one, its refresh tokens keep it going, one at a time.

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

/// What a login gets, and a refresh.
struct TokenPair {
  TokenPair() = default;  ///< of nothing: only for what has to make one before it has it, such as co_spawn
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
  std::optional<store::User> user{};  ///< whose login it was; of a login only
  bool is_replay = false;             ///< of a refresh: the same pair was answered before
};

/// Who logs in, as its user will see it in the list of sessions.
struct Caller {
  std::string address;
  std::string agent;  ///< any bytes; kept as printable ASCII, cut to `Sessions::max_agent`
};

/// What a client asks of tokens, beyond having them.
struct TokenRequest {
  TokenRequest() = default;
  TokenRequest(std::optional<std::string> only, std::optional<std::string> who)
      : scope(std::move(only)), client(std::move(who)) {}

  std::optional<std::string> scope;  ///< words between spaces (RFC 6749 3.3); none: all that there is to have
  std::optional<std::string> client;  ///< the registered client that has proved who it is; none: none has
};

/// What has become of a refresh token.
struct RefreshView {
  store::RefreshOutcome outcome = store::RefreshOutcome::not_found;  ///< what a refresh would come to now
  std::optional<store::Session> session{};                           ///< none: there is none
};

/// How sessions last, beside the lives of their tokens, which are those of `crypto::TokenOptions`. The
/// randomness outlives the Sessions.
struct SessionOptions {
  std::size_t max_per_user = 1000;
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
///     auto pair = co_await sessions.log_in(form.username, form.password, caller, job);
///     auto next = co_await sessions.refresh(pair->refresh);
class Sessions {
 public:
  static constexpr std::size_t max_agent = 256;  ///< bytes

  /// All three outlive this.
  Sessions(store::SessionStore& store, Accounts& accounts, const crypto::Tokens& tokens,
           SessionOptions options = {});

  /// Begins a session for whose password this is. Errors as `Accounts::authenticate`. A password that was
  /// changed, or a user who was disabled, while it was verified counts as such. A scope that was asked for is
  /// the most that any token of this session is for. The request's client is the one that the session belongs
  /// to. `invalid_scope`: the user may not have all of it.
  [[nodiscard]] awaitable<AccountResult<TokenPair>> log_in(std::string email, Secret password, Caller caller,
                                                           crypto::JobOptions job, TokenRequest request = {});

  /// Trades a refresh token for a new pair (RFC 9700 4.14.2): `invalid`, `expired`, `ended`; `spent`, which
  /// ends the session, save that within the grace the token just replaced gets its very successor again.
  /// The access token is for what the user may have now, within the session's scope; and for no more than is
  /// asked for, this one only (RFC 6749 6). `invalid_scope`: that would be wider; the token is not spent.
  /// `wrong_client`: another client's session, or no client asks; nothing has changed.
  /// `token` is read before this first suspends.
  [[nodiscard]] awaitable<SessionResult<TokenPair>> refresh(std::string_view token,
                                                            TokenRequest request = {});

  /// Which session a refresh token is of, by the token alone: the session may have ended. `invalid`,
  /// `expired`.
  [[nodiscard]] SessionResult<Uuid> session_of(std::string_view token) const;

  /// Ends the session that an access token belongs to, known to the store or not; the token is good until
  /// `token_until`. `not_found`: it has ended already.
  [[nodiscard]] awaitable<SessionResult<>> log_out(Uuid user, Uuid session, TimePoint token_until);

  /// The session that this refresh token would go on with; asking spends nothing. `invalid`, `expired`,
  /// `spent` (within the grace too), `ended`. `token` is read before this first suspends.
  [[nodiscard]] awaitable<SessionResult<store::Session>> find(std::string_view token);

  /// What would come of a refresh, the user's state aside; asking spends nothing. `session` and `token` are
  /// the `sid` and `jti` of a good refresh token.
  [[nodiscard]] awaitable<SessionResult<RefreshView>> inspect(Uuid session, Uuid token);

  /// A session, whatever has become of it. `not_found`.
  [[nodiscard]] awaitable<SessionResult<store::Session>> find_by_id(Uuid session);

  [[nodiscard]] const SessionOptions& options() const noexcept { return options_; }

  /// Ends the session that a refresh token belongs to, spent or not, for a client. `invalid`, `expired`,
  /// `wrong_client`, `not_found`. `token` is read before this first suspends.
  [[nodiscard]] awaitable<SessionResult<>> revoke(std::string client, std::string_view token);

  /// Ends the session of an access token, as `log_out`, for a client. `wrong_client`: another began it.
  [[nodiscard]] awaitable<SessionResult<>> revoke(std::string client, Uuid user, Uuid session,
                                                  TimePoint token_until);

  /// Ends all of the user's sessions.
  [[nodiscard]] awaitable<SessionResult<>> log_out_everywhere(Uuid user);

  /// Ends a session that its user picked from the list. `not_found`: another's too.
  [[nodiscard]] awaitable<SessionResult<>> end(Uuid user, Uuid session);

  /// The user's sessions, the last used first, from `after` on, at most `limit`. The session `own` is on the
  /// first page, whatever its place, and on no other.
  [[nodiscard]] awaitable<SessionResult<store::SessionPage>> list(
      Uuid user, std::optional<Uuid> own = {}, store::SessionCursor after = {},
      std::size_t limit = store::SessionStore::max_page);

 private:
  [[nodiscard]] awaitable<store::StoreResult<store::Session>> begin(const store::User& user,
                                                                    const Caller& caller,
                                                                    TokenRequest request);
  /// Whether a session has all of this scope to give, as far as a refresh token can get it. `invalid_scope`.
  [[nodiscard]] awaitable<SessionResult<>> check_scope(Uuid session, Uuid token, TokenRequest request);
  /// The tokens of a session as it is at `at`. The request's scope is in the plain form.
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
