// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_sessions.h"

#include <utility>

#include "store/rules/audit_rules.h"
#include "store/rules/session_rules.h"
#include "store/sqlite/statements/audit_statements.h"
#include "store/sqlite/statements/session_statements.h"

namespace gatehouse::store::sqlite {
namespace {

// Each of these runs in the savepoint of its operation: an error undoes all of it.

StoreResult<Session> create(Connection& connection, const Call& call, const SessionStart& start,
                            TimePoint now, Changes& changes) {
  auto created = sqlite::create_session(connection, start, now, changes);
  if (!created) return created;
  const auto note = rules::note_of_login(*created);
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return created;
}

StoreResult<RefreshResult> refresh(Connection& connection, const Call& call, const Refresh& asked,
                                   TimePoint now, Changes& changes) {
  auto refreshed = sqlite::refresh_session(connection, asked, now, changes);
  if (!refreshed || !rules::changes_session(refreshed->outcome)) return refreshed;
  const auto note = rules::note_of_refresh(refreshed->outcome, refreshed->session);
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return refreshed;
}

StoreResult<> end_one(Connection& connection, const Call& call, const SessionEnd& end, TimePoint now,
                      Changes& changes) {
  if (auto ended = sqlite::end_session(connection, end, now, changes); !ended) return ended;
  return write_entry(connection, call, rules::note_of_ended_session(end), now);
}

StoreResult<std::uint64_t> end_all(Connection& connection, const Call& call, const AllSessionsEnd& end,
                                   TimePoint now, Changes& changes) {
  auto ended = sqlite::end_all_sessions(connection, end, now, changes);
  if (!ended || *ended == 0) return ended;
  const auto note = rules::note_of_ended_sessions(end, *ended);
  if (auto written = write_entry(connection, call, note, now); !written) return written.error();
  return ended;
}

}  // namespace

// The work reads the clock, so that a change that has waited in the queue gets the time at which it is made.

awaitable<StoreResult<Session>> SqliteSessions::create_session(Call call, SessionStart start) {
  Writer::Work<Session> work = [call = std::move(call), start = std::move(start), this](Connection& c,
                                                                                        Changes& changes) {
    return create(c, call, start, clock_.now(), changes);
  };
  return writer_.submit<Session>(std::move(work));
}

awaitable<StoreResult<RefreshResult>> SqliteSessions::refresh_session(Call call, Refresh asked) {
  Writer::Work<RefreshResult> work = [call = std::move(call), asked = std::move(asked), this](
                                         Connection& c, Changes& changes) {
    return refresh(c, call, asked, clock_.now(), changes);
  };
  return writer_.submit<RefreshResult>(std::move(work));
}

awaitable<StoreResult<>> SqliteSessions::end_session(Call call, SessionEnd end) {
  Writer::Work<void> work = [call = std::move(call), end, this](Connection& c, Changes& changes) {
    return end_one(c, call, end, clock_.now(), changes);
  };
  return writer_.submit<void>(std::move(work));
}

awaitable<StoreResult<std::uint64_t>> SqliteSessions::end_all_sessions(Call call, AllSessionsEnd end) {
  Writer::Work<std::uint64_t> work = [call = std::move(call), end, this](Connection& c, Changes& changes) {
    return end_all(c, call, end, clock_.now(), changes);
  };
  return writer_.submit<std::uint64_t>(std::move(work));
}

awaitable<StoreResult<SessionPage>> SqliteSessions::list_sessions(Uuid user, SessionCursor after,
                                                                  std::size_t limit) {
  return lists_.read<SessionPage>([user, after, limit, this](Connection& c) {
    return sqlite::list_sessions(c, user, after, limit, clock_.now());
  });
}

awaitable<StoreResult<Session>> SqliteSessions::find_session(Uuid id) {
  auto found = readers_.read([&](Connection& c) { return sqlite::find_session(c, id); });
  co_return found;
}

awaitable<StoreResult<std::vector<EndedSession>>> SqliteSessions::list_ended_sessions() {
  return lists_.read<std::vector<EndedSession>>(
      [this](Connection& c) { return sqlite::list_ended_sessions(c, clock_.now()); });
}

awaitable<StoreResult<std::uint64_t>> SqliteSessions::delete_expired_sessions(std::size_t limit) {
  Writer::Work<std::uint64_t> work = [limit, this](Connection& c, Changes&) {
    return sqlite::delete_expired_sessions(c, limit, clock_.now());
  };
  return writer_.submit<std::uint64_t>(std::move(work));
}

}  // namespace gatehouse::store::sqlite
