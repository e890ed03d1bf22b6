// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_sessions.h"

#include <utility>

#include "store/sqlite/statements/session_statements.h"

namespace gatehouse::store::sqlite {

// The work reads the clock, so that a change that has waited in the queue gets the time at which it is made.

awaitable<StoreResult<Session>> SqliteSessions::create_session(NewSession fresh) {
  Writer::Work<Session> work = [fresh = std::move(fresh), &clock = clock_](Connection& c, Changes& changes) {
    return sqlite::create_session(c, fresh, clock.now(), changes);
  };
  return writer_.submit<Session>(std::move(work));
}

awaitable<StoreResult<RefreshResult>> SqliteSessions::refresh_session(Refresh asked) {
  Writer::Work<RefreshResult> work = [asked, &clock = clock_](Connection& c, Changes& changes) {
    return sqlite::refresh_session(c, asked, clock.now(), changes);
  };
  return writer_.submit<RefreshResult>(std::move(work));
}

awaitable<StoreResult<>> SqliteSessions::end_session(Uuid user, Uuid id, EndReason reason) {
  Writer::Work<void> work = [=, &clock = clock_](Connection& c, Changes& changes) {
    return sqlite::end_session(c, user, id, reason, clock.now(), changes);
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<>> SqliteSessions::log_out(Uuid user, Uuid id, TimePoint token_until) {
  Writer::Work<void> work = [=, &clock = clock_](Connection& c, Changes& changes) {
    return sqlite::log_out(c, user, id, token_until, clock.now(), changes);
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<std::uint64_t>> SqliteSessions::end_all_sessions(Uuid user, std::optional<Uuid> kept,
                                                                       EndReason reason) {
  Writer::Work<std::uint64_t> work = [=, &clock = clock_](Connection& c, Changes& changes) {
    return sqlite::end_all_sessions(c, user, kept, reason, clock.now(), changes);
  };
  return writer_.submit<std::uint64_t>(std::move(work));
}

awaitable<StoreResult<SessionPage>> SqliteSessions::list_sessions(Uuid user, SessionCursor after,
                                                                  std::size_t limit) {
  auto found = readers_.read(
      [&](Connection& c) { return sqlite::list_sessions(c, user, after, limit, clock_.now()); });
  co_return found;
}

awaitable<StoreResult<Session>> SqliteSessions::find_session(Uuid id) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_session(c, id); });
  co_return found;
}

awaitable<StoreResult<std::vector<EndedSession>>> SqliteSessions::list_ended_sessions() {
  auto found = readers_.read([&](Connection& c) { return sqlite::list_ended_sessions(c, clock_.now()); });
  co_return found;
}

awaitable<StoreResult<std::uint64_t>> SqliteSessions::delete_expired_sessions(std::size_t limit) {
  Writer::Work<std::uint64_t> work = [limit, &clock = clock_](Connection& c, Changes&) {
    return sqlite::delete_expired_sessions(c, limit, clock.now());
  };
  return writer_.submit<std::uint64_t>(std::move(work));
}

}  // namespace gatehouse::store::sqlite
