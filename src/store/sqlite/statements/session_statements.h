#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of sessions. Every function runs in the transaction that its connection has open, if any.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/changes.h"
#include "store/error.h"
#include "store/session.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

[[nodiscard]] StoreResult<Session> create_session(Connection& connection, const SessionStart& start,
                                                  TimePoint now, Changes& changes);
[[nodiscard]] StoreResult<Session> find_session(Connection& connection, const Uuid& id);
[[nodiscard]] StoreResult<SessionPage> list_sessions(Connection& connection, const Uuid& user,
                                                     const SessionCursor& after, std::size_t limit,
                                                     TimePoint now);
[[nodiscard]] StoreResult<std::vector<EndedSession>> list_ended_sessions(Connection& connection,
                                                                         TimePoint now);

[[nodiscard]] StoreResult<RefreshResult> refresh_session(Connection& connection, const Refresh& asked,
                                                         TimePoint now, Changes& changes);

/// Fails with `not_found` when no session has ended.
[[nodiscard]] StoreResult<> end_session(Connection& connection, const SessionEnd& end, TimePoint now,
                                        Changes& changes);
[[nodiscard]] StoreResult<std::uint64_t> end_all_sessions(Connection& connection, const AllSessionsEnd& end,
                                                          TimePoint now, Changes& changes);
/// Ends the sessions that a client began. Returns how many.
[[nodiscard]] StoreResult<std::uint64_t> end_client_sessions(Connection& connection,
                                                             const std::string& client, EndReason reason,
                                                             TimePoint now, Changes& changes);
/// Erases the addresses and agents of the user's sessions, including those that have ended.
[[nodiscard]] StoreResult<> erase_origins(Connection& connection, const Uuid& user);
[[nodiscard]] StoreResult<std::uint64_t> delete_expired_sessions(Connection& connection, std::size_t limit,
                                                                 TimePoint now);

}  // namespace gatehouse::store::sqlite
