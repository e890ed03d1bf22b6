// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/session_statements.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "store/rules/session_rules.h"
#include "store/session_store.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"

// In the order in which read_session takes them. It is a macro because only literals join at compile time.
#define GATEHOUSE_SESSION_COLUMNS                                                                            \
  "s.uuid, u.uuid, s.created_at, s.last_used_at, s.expires_at, s.access_until, s.address, s.agent, s.token," \
  " s.replaced_token, s.replaced_at, s.ended_at, s.end_reason, u.disabled, s.scope, (SELECT"                 \
  " group_concat(role, ' ') FROM user_roles WHERE user_id = u.id), s.client_id"
#define GATEHOUSE_SESSION_TABLES " FROM sessions s JOIN users u ON u.id = s.user_id "

namespace gatehouse::store::sqlite {
namespace {

constexpr int disabled_column = 13;

Session read_session(const Query& row) {
  Session session;
  session.id = row.uuid(0);
  session.user = row.uuid(1);
  session.created_at = row.time(2);
  session.last_used_at = row.time(3);
  session.expires_at = row.time(4);
  session.access_until = row.time(5);
  session.address = row.text(6);
  session.agent = row.text(7);
  session.token = row.uuid(8);
  session.replaced_at = row.optional_time(10);
  if (session.replaced_at) session.replaced_token = row.uuid(9);
  session.ended_at = row.optional_time(11);
  if (session.ended_at) session.end_reason = end_reason_of(row.text(12));
  session.scope = row.optional_text(14);
  session.granted.words = row.text(15);
  session.client = row.optional_text(16);
  return session;
}

/// Runs `ending` and adds the sessions that it returns to `changes` as ended. Returns how many.
StoreResult<std::uint64_t> end_by(const Connection& connection, Query& ending, Changes& changes) {
  std::uint64_t count = 0;
  int code = ending.step();
  for (; code == SQLITE_ROW; code = ending.step(), ++count) {
    changes.sessions.push_back({ending.uuid(0), ending.time(1)});
  }
  if (code != SQLITE_DONE) return connection.error();
  return count;
}

/// As end_by, for one session. Fails with `not_found` when none has ended.
StoreResult<> end_one(const Connection& connection, Query& ending, Changes& changes) {
  const auto ended = end_by(connection, ending, changes);
  if (!ended) return ended.error();
  if (*ended == 0) return StoreError::not_found;
  return {};
}

/// Ends a session, or records one that the store does not know as ended.
StoreResult<> end_known_or_not(Connection& connection, const SessionEnd& end, TimePoint now,
                               Changes& changes) {
  Query insert{
      connection,
      "INSERT INTO sessions (uuid, user_id, created_at, last_used_at, expires_at, access_until, address,"
      " agent, token, ended_at, end_reason) SELECT ?1, id, ?2, ?2, ?2, ?3, '', '', ?1, ?2, ?4"
      " FROM users WHERE uuid = ?5 ON CONFLICT (uuid) DO UPDATE SET ended_at = excluded.ended_at,"
      " end_reason = excluded.end_reason WHERE ended_at IS NULL AND user_id = excluded.user_id"
      " RETURNING uuid, access_until"};
  insert.bind(end.session).bind(now).bind(*end.token_until).bind(to_string(end.reason)).bind(end.user);
  return end_one(connection, insert, changes);
}

StoreResult<> save_token(Connection& connection, const Session& session) {
  Query update{connection,
               "UPDATE sessions SET token = ?, replaced_token = ?, replaced_at = ?, last_used_at = ?,"
               " expires_at = ?, access_until = ? WHERE uuid = ?"};
  update.bind(session.token).bind(*session.replaced_token).bind(*session.replaced_at);
  update.bind(session.last_used_at).bind(session.expires_at).bind(session.access_until).bind(session.id);
  return finish(connection, update);
}

StoreResult<> save_access(Connection& connection, const Session& session) {
  Query update{connection, "UPDATE sessions SET access_until = ? WHERE uuid = ?"};
  return finish(connection, update.bind(session.access_until).bind(session.id));
}

StoreResult<> carry_out(Connection& connection, const rules::RefreshVerdict& verdict, TimePoint now,
                        Changes& changes) {
  const auto& session = verdict.after;
  switch (verdict.outcome) {
    case RefreshOutcome::spent: {
      const auto ended =
          end_session(connection, {session.user, session.id, *session.end_reason}, now, changes);
      if (!ended) return ended.error();
      return {};
    }
    case RefreshOutcome::replayed:
      return save_access(connection, session);
    case RefreshOutcome::rotated:
      return save_token(connection, session);
    default:
      return {};
  }
}

/// Ends all live sessions of the user except the `kept` newest ones. Returns how many.
StoreResult<std::uint64_t> end_oldest(Connection& connection, const Uuid& user, std::size_t kept,
                                      TimePoint now, Changes& changes) {
  Query end{connection,
            "UPDATE sessions SET ended_at = ?1, end_reason = ?2 WHERE id IN (SELECT id FROM sessions"
            " WHERE user_id = (SELECT id FROM users WHERE uuid = ?3) AND ended_at IS NULL"
            " AND expires_at > ?1 ORDER BY id DESC LIMIT -1 OFFSET ?4) RETURNING uuid, access_until"};
  end.bind(now).bind(to_string(EndReason::too_many)).bind(user).bind(static_cast<std::int64_t>(kept));
  return end_by(connection, end, changes);
}

/// Returns why no session was inserted for the user.
StoreError why_not_created(Connection& connection, const Uuid& user) {
  Query find{connection, "SELECT 1 FROM users WHERE uuid = ?"};
  const int code = find.bind(user).step();
  if (code == SQLITE_DONE) return StoreError::not_found;
  return code == SQLITE_ROW ? StoreError::conflict : connection.error();
}

}  // namespace

StoreResult<Session> create_session(Connection& connection, const SessionStart& start, TimePoint now,
                                    Changes& changes) {
  auto session = rules::new_session(start, now);
  Query insert{
      connection,
      "INSERT INTO sessions (uuid, user_id, created_at, last_used_at, expires_at, access_until, address,"
      " agent, token, scope, client_id) SELECT ?1, id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 FROM users"
      " WHERE uuid = ?11 AND credential_version = ?12 AND disabled = 0 AND (?10 IS NULL"
      " OR EXISTS (SELECT 1 FROM clients WHERE clients.client_id = ?10 AND clients.disabled = 0))"
      " RETURNING (SELECT group_concat(role, ' ') FROM user_roles WHERE user_roles.user_id ="
      " sessions.user_id)"};
  insert.bind(session.id).bind(session.created_at).bind(session.last_used_at).bind(session.expires_at);
  insert.bind(session.access_until).bind(session.address).bind(session.agent).bind(session.token);
  insert.bind_optional(session.scope).bind_optional(session.client);
  insert.bind(session.user).bind(static_cast<std::int64_t>(start.credential_version));
  const int code = insert.step();
  if (code == SQLITE_DONE) return why_not_created(connection, start.user);
  if (code == SQLITE_ROW) {
    session.granted.words = insert.text(0);
    if (insert.step() == SQLITE_DONE) {
      const auto ended = end_oldest(connection, session.user, start.limits.per_user, now, changes);
      if (!ended) return ended.error();
      return session;
    }
  }
  return connection.error_code() == SQLITE_CONSTRAINT_UNIQUE ? StoreError::id_taken : connection.error();
}

StoreResult<Session> find_session(Connection& connection, const Uuid& id) {
  Query find{connection, "SELECT " GATEHOUSE_SESSION_COLUMNS GATEHOUSE_SESSION_TABLES "WHERE s.uuid = ?"};
  return read_one(connection, find.bind(id), read_session);
}

StoreResult<SessionPage> list_sessions(Connection& connection, const Uuid& user, const SessionCursor& after,
                                       std::size_t limit, TimePoint now) {
  limit = std::clamp<std::size_t>(limit, 1, SessionStore::max_page);
  Query list{connection, "SELECT " GATEHOUSE_SESSION_COLUMNS GATEHOUSE_SESSION_TABLES
                         "WHERE u.uuid = ? AND s.ended_at IS NULL AND s.expires_at > ?"
                         " AND (s.last_used_at, s.uuid) < (?, ?)"
                         " ORDER BY s.last_used_at DESC, s.uuid DESC LIMIT ?"};
  list.bind(user).bind(now).bind(after.last_used_at).bind(after.id);
  list.bind(static_cast<std::int64_t>(limit) + 1);
  SessionPage page;
  int code = list.step();
  for (; code == SQLITE_ROW && page.sessions.size() < limit; code = list.step()) {
    page.sessions.push_back(read_session(list));
  }
  if (code == SQLITE_ROW) {
    const auto& last = page.sessions.back();
    page.next.emplace(last.last_used_at, last.id);
  } else if (code != SQLITE_DONE) {
    return connection.error();
  }
  return page;
}

StoreResult<std::vector<EndedSession>> list_ended_sessions(Connection& connection, TimePoint now) {
  Query list{connection,
             "SELECT uuid, access_until FROM sessions WHERE ended_at IS NOT NULL AND access_until > ?"};
  list.bind(now);
  Changes found;
  const auto count = end_by(connection, list, found);
  if (!count) return count.error();
  return std::move(found.sessions);
}

StoreResult<RefreshResult> refresh_session(Connection& connection, const Refresh& asked, TimePoint now,
                                           Changes& changes) {
  RefreshResult result;
  result.at = now;
  bool is_disabled = false;
  {
    Query find{connection, "SELECT " GATEHOUSE_SESSION_COLUMNS GATEHOUSE_SESSION_TABLES "WHERE s.uuid = ?"};
    auto found = read_one(connection, find.bind(asked.session), read_session);
    if (!found && found.error() == StoreError::not_found) return result;
    if (!found) return found.error();
    result.session = std::move(*found);
    is_disabled = find.flag(disabled_column);
  }
  auto verdict = rules::judge_refresh(result.session, is_disabled, asked, now);
  if (auto done = carry_out(connection, verdict, now, changes); !done) return done.error();
  result.outcome = verdict.outcome;
  result.session = std::move(verdict.after);
  return result;
}

StoreResult<> end_session(Connection& connection, const SessionEnd& end, TimePoint now, Changes& changes) {
  if (end.token_until) return end_known_or_not(connection, end, now, changes);
  Query update{connection,
               "UPDATE sessions SET ended_at = ?, end_reason = ? WHERE uuid = ? AND ended_at IS NULL"
               " AND user_id = (SELECT id FROM users WHERE uuid = ?) RETURNING uuid, access_until"};
  update.bind(now).bind(to_string(end.reason)).bind(end.session).bind(end.user);
  return end_one(connection, update, changes);
}

StoreResult<std::uint64_t> end_all_sessions(Connection& connection, const AllSessionsEnd& end, TimePoint now,
                                            Changes& changes) {
  const Uuid spared = end.kept.value_or(Uuid{});  // no session has the nil id
  Query update{
      connection,
      "UPDATE sessions SET ended_at = ?, end_reason = ? WHERE ended_at IS NULL"
      " AND user_id = (SELECT id FROM users WHERE uuid = ?) AND uuid <> ? RETURNING uuid, access_until"};
  update.bind(now).bind(to_string(end.reason)).bind(end.user).bind(spared);
  return end_by(connection, update, changes);
}

StoreResult<std::uint64_t> end_client_sessions(Connection& connection, const std::string& client,
                                               EndReason reason, TimePoint now, Changes& changes) {
  Query end{connection,
            "UPDATE sessions SET ended_at = ?, end_reason = ? WHERE client_id = ? AND ended_at IS NULL"
            " RETURNING uuid, access_until"};
  return end_by(connection, end.bind(now).bind(to_string(reason)).bind(client), changes);
}

StoreResult<> erase_origins(Connection& connection, const Uuid& user) {
  Query erase{connection,
              "UPDATE sessions SET address = '', agent = ''"
              " WHERE user_id = (SELECT id FROM users WHERE uuid = ?)"};
  return finish(connection, erase.bind(user));
}

StoreResult<std::uint64_t> delete_expired_sessions(Connection& connection, std::size_t limit, TimePoint now) {
  Query remove{connection,
               "DELETE FROM sessions WHERE id IN (SELECT id FROM (SELECT id FROM sessions"
               " WHERE ended_at IS NOT NULL AND access_until <= ?1 LIMIT ?2)"
               " UNION ALL SELECT id FROM (SELECT id FROM sessions"
               " WHERE ended_at IS NULL AND expires_at <= ?1 AND access_until <= ?1 LIMIT ?2) LIMIT ?2)"
               " RETURNING uuid, access_until"};
  Changes forgotten;
  return end_by(connection, remove.bind(now).bind(static_cast<std::int64_t>(limit)), forgotten);
}

}  // namespace gatehouse::store::sqlite

#undef GATEHOUSE_SESSION_COLUMNS
#undef GATEHOUSE_SESSION_TABLES
