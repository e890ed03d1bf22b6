// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/statements/restore_statements.h"

#include "store/session.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/rows.h"

namespace gatehouse::store::sqlite {
namespace {

/// Returns the time in the only row and column of `query`, or nullopt if that is NULL or there is no row.
StoreResult<std::optional<TimePoint>> read_time(const Connection& connection, Query& query) {
  const int code = query.step();
  if (code == SQLITE_DONE) return std::optional<TimePoint>{};
  if (code != SQLITE_ROW) return connection.error();
  return query.optional_time(0);
}

}  // namespace

StoreResult<> begin_epoch(Connection& connection, TimePoint epoch, TimePoint now) {
  Query note{connection,
             "INSERT INTO restores (epoch, secret_until) VALUES"
             " (max(?, coalesce((SELECT max(epoch) FROM restores), 0)),"
             " coalesce((SELECT min(secret_until) FROM signing_keys),"
             " (SELECT secret_until FROM restores ORDER BY id DESC LIMIT 1)))"};
  if (auto noted = finish(connection, note.bind(epoch)); !noted) return noted;
  Query end{connection, "UPDATE sessions SET ended_at = ?, end_reason = ? WHERE ended_at IS NULL"};
  if (auto ended = finish(connection, end.bind(now).bind(to_string(EndReason::restored))); !ended)
    return ended;
  Query remove{connection, "DELETE FROM signing_keys"};
  return finish(connection, remove);
}

StoreResult<std::optional<TimePoint>> find_epoch(Connection& connection) {
  Query find{connection, "SELECT max(epoch) FROM restores"};
  return read_time(connection, find);
}

StoreResult<std::optional<TimePoint>> find_secret_until(Connection& connection) {
  Query find{connection, "SELECT secret_until FROM restores ORDER BY id DESC LIMIT 1"};
  return read_time(connection, find);
}

}  // namespace gatehouse::store::sqlite
