#pragma once
// SPDX-License-Identifier: Apache-2.0
// Turns the end of a statement about one row into a result.

#include "store/error.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/database/query.h"

namespace gatehouse::store::sqlite {

/// Runs a statement that returns no rows, and returns its result.
[[nodiscard]] inline StoreResult<> finish(const Connection& connection, Query& query) {
  if (query.step() != SQLITE_DONE) return connection.error();
  return {};
}

/// Returns what `read` makes of the only row of `query`. Fails with `not_found` when there is no row.
template <class Read>
[[nodiscard]] auto read_one(const Connection& connection, Query& query, Read read)
    -> StoreResult<decltype(read(query))> {
  const int code = query.step();
  if (code == SQLITE_DONE) return StoreError::not_found;
  if (code != SQLITE_ROW) return connection.error();
  return read(query);
}

/// As read_one, for statements that change data. These must be stepped to their end.
template <class Read>
[[nodiscard]] auto change_one(const Connection& connection, Query& query, Read read)
    -> StoreResult<decltype(read(query))> {
  auto row = read_one(connection, query, read);
  if (row && query.step() != SQLITE_DONE) return connection.error();
  return row;
}

}  // namespace gatehouse::store::sqlite
