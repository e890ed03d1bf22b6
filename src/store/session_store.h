#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to the stored sessions. It does not depend on the database in use.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/uuid.h"
#include "store/call.h"
#include "store/error.h"
#include "store/session.h"

namespace gatehouse::store {

/// Stores sessions. It is a part of a Store and gives the same guarantees. Every session that a change ends
/// is published to `Store::changes()` once that is durable, before the caller gets the result. The store's
/// clock decides what has expired.
///
///     auto refreshed = co_await sessions.refresh_session(Call{actor}, asked);
///     if (refreshed && refreshed->outcome == RefreshOutcome::rotated) …
class SessionStore {
 public:
  /// The largest number of sessions that `list_sessions` returns.
  static constexpr std::size_t max_page = 1000;

  SessionStore() = default;
  SessionStore(const SessionStore&) = delete;
  SessionStore& operator=(const SessionStore&) = delete;
  virtual ~SessionStore() = default;

  /// Begins a session if the user's credential version still is the one whose proof of identity was checked
  /// and neither the user nor the client is disabled. This is checked in the transaction that stores the
  /// session (CWE-367). When the user then has more live sessions than the limits allow, the oldest ones end.
  /// Fails with `not_found`, `conflict` or `id_taken`.
  [[nodiscard]] virtual awaitable<StoreResult<Session>> create_session(Call call, SessionStart start) = 0;

  /// Replaces a refresh token with its successor (store/rules/session_rules.h). Of several concurrent calls
  /// with one token, one gets `rotated` and the others get `replayed`. A refusal is an outcome and not an
  /// error, because it may end the session.
  [[nodiscard]] virtual awaitable<StoreResult<RefreshResult>> refresh_session(Call call, Refresh asked) = 0;

  /// Ends one of the user's sessions. Fails with `not_found` when it has ended already or belongs to another
  /// user, and when there is no such user. Without `token_until` it also fails so for a session that the
  /// store does not know.
  [[nodiscard]] virtual awaitable<StoreResult<>> end_session(Call call, SessionEnd end) = 0;

  /// Ends all sessions of the user but one, and returns how many. An unknown user, or one without sessions,
  /// is not an error.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> end_all_sessions(Call call,
                                                                               AllSessionsEnd end) = 0;

  /// Returns the user's sessions that have neither ended nor expired, the most recently used first, from
  /// `after` on and at most `limit` (1 to `max_page`; other values are clamped).
  [[nodiscard]] virtual awaitable<StoreResult<SessionPage>> list_sessions(Uuid user, SessionCursor after = {},
                                                                          std::size_t limit = max_page) = 0;

  /// Returns a session, even if it has ended or expired. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Session>> find_session(Uuid id) = 0;

  /// Returns all ended sessions whose access tokens may not have expired yet.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<EndedSession>>> list_ended_sessions() = 0;

  /// Deletes up to `limit` sessions that have ended or expired and have no valid access tokens left. Returns
  /// how many. Small batches keep other changes from waiting long.
  [[nodiscard]] virtual awaitable<StoreResult<std::uint64_t>> delete_expired_sessions(std::size_t limit) = 0;
};

}  // namespace gatehouse::store
