#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a statement about one row came to.

#include "store/error.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/database/query.h"

namespace gatehouse::store::sqlite {

/// What the end of a statement that answers no rows means.
[[nodiscard]] inline StoreResult<> finish(const Connection& connection, Query& query) {
  if (query.step() != SQLITE_DONE) return connection.error();
  return {};
}

/// The one row that `query` answers, taken by `read`; or `not_found`.
template <class Read>
[[nodiscard]] auto read_one(const Connection& connection, Query& query, Read read)
    -> StoreResult<decltype(read(query))> {
  const int code = query.step();
  if (code == SQLITE_DONE) return StoreError::not_found;
  if (code != SQLITE_ROW) return connection.error();
  return read(query);
}

/// As read_one, for statements that change: they must run to their end.
template <class Read>
[[nodiscard]] auto change_one(const Connection& connection, Query& query, Read read)
    -> StoreResult<decltype(read(query))> {
  auto row = read_one(connection, query, read);
  if (row && query.step() != SQLITE_DONE) return connection.error();
  return row;
}

}  // namespace gatehouse::store::sqlite
