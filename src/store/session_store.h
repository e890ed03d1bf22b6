#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one interface to sessions at rest, whichever database keeps them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/uuid.h"
#include "store/error.h"
#include "store/session.h"

namespace gatehouse::store {

/// Keeps sessions; a part of a Store, with the same promises. A session that a change ends is told to
/// `Store::changes()`, once that is durable, before the caller is answered. The store's clock decides what
/// has expired.
///
///     auto refreshed = co_await sessions.refresh_session(asked);
///     if (refreshed && refreshed->outcome == RefreshOutcome::rotated) …
class SessionStore {
 public:
  /// The most sessions that `list_sessions` gives.
  static constexpr std::size_t max_page = 1000;

  SessionStore() = default;
  SessionStore(const SessionStore&) = delete;
  SessionStore& operator=(const SessionStore&) = delete;
  virtual ~SessionStore() = default;

  /// Begins a session, if the user's password hash still is the verified one, the user is not disabled, and
  /// neither is the client: what came between is seen in the same transaction (CWE-367). Where the user then
  /// has more live sessions than the limits say, those that began first end. `not_found`, `conflict`,
  /// `id_taken`.
  [[nodiscard]] virtual awaitable<StoreResult<Session>> create_session(NewSession fresh) = 0;

  /// Trades a refresh token for its successor. Of any number at once with one token, one is `rotated` and the
  /// others are `replayed`. A token of another client's session changes nothing, whatever its state. What is
  /// refused is an outcome, not an error, since refusing may end the session.
  [[nodiscard]] virtual awaitable<StoreResult<RefreshResult>> refresh_session(Refresh asked) = 0;

  /// Ends one of the user's sessions. `not_found`: there is none of that id, it has ended, or it is
  /// another's.
  [[nodiscard]] virtual awaitable<StoreResult<>> end_session(Uuid user, Uuid id, EndReason reason) = 0;

  /// Ends the session of one of the user's access tokens. One that the store does not know, such as after a
  /// backup was restored, is noted as ended until `token_until`, when that token expires. `not_found`: it has
  /// ended already, it is another's, or there is no such user.
  [[nodiscard]] virtual awaitable<StoreResult<>> log_out(Uuid user, Uuid id, TimePoint token_until) = 0;

  /// Ends all sessions of the user but `kept`; how many. None is no error, nor is an unknown user.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> end_all_sessions(Uuid user,
                                                                               std::optional<Uuid> kept,
                                                                               EndReason reason) = 0;

  /// The user's sessions that have neither ended nor expired, the last used first, from `after` on, at most
  /// `limit` (1 to `max_page`; others are brought within).
  [[nodiscard]] virtual awaitable<StoreResult<SessionPage>> list_sessions(Uuid user, SessionCursor after = {},
                                                                          std::size_t limit = max_page) = 0;

  /// A session, whatever has become of it. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Session>> find_session(Uuid id) = 0;

  /// All ended sessions of which access tokens may still be about.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<EndedSession>>> list_ended_sessions() = 0;

  /// Forgets up to `limit` sessions that have ended or expired and of which no access token is good any more;
  /// how many. Small batches keep the store's other changes from waiting.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> delete_expired_sessions(std::size_t limit) = 0;
};

}  // namespace gatehouse::store
