#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads and binds a member of a record by its type, for lists of columns.

#include <cstdint>
#include <optional>
#include <string>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/sqlite/database/query.h"

namespace gatehouse::store::sqlite {

inline void read_column(const Query& row, int column, std::string& value) { value = row.text(column); }
inline void read_column(const Query& row, int column, bool& value) { value = row.flag(column); }
inline void read_column(const Query& row, int column, int& value) {
  value = static_cast<int>(row.integer(column));
}
inline void read_column(const Query& row, int column, std::uint64_t& value) {
  value = static_cast<std::uint64_t>(row.integer(column));
}
inline void read_column(const Query& row, int column, TimePoint& value) { value = row.time(column); }

inline void bind_value(Query& query, const std::string& value) { query.bind(value); }
inline void bind_value(Query& query, bool value) { query.bind(std::int64_t{value}); }
inline void bind_value(Query& query, int value) { query.bind(std::int64_t{value}); }
inline void bind_value(Query& query, std::uint64_t value) { query.bind(static_cast<std::int64_t>(value)); }
inline void bind_value(Query& query, TimePoint value) { query.bind(value); }

}  // namespace gatehouse::store::sqlite
