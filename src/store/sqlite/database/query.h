#pragma once
// SPDX-License-Identifier: Apache-2.0
// One run of a prepared statement: bind values, step, read columns.

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Runs `sql` once. Bound values must outlive the query. A statement must not be in use by two
/// queries at once.
class Query {
 public:
  Query(Connection& connection, Sql sql) : statement_(connection.prepare(sql)) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  /// Resets the statement. An open one would hold its snapshot and prevent checkpoints from
  /// resetting the log.
  ~Query() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  Query& bind(std::string_view text);
  Query& bind(std::int64_t number);
  Query& bind(const Uuid& id);
  Query& bind_blob(std::string_view bytes);
  /// Binds NULL for nullopt.
  Query& bind_optional(const std::optional<std::string>& text);
  Query& bind_optional(std::optional<bool> flag);
  Query& bind_optional(std::optional<std::int64_t> number);
  Query& bind_optional(std::optional<TimePoint> time);
  Query& bind(TimePoint time) { return bind(time.time_since_epoch().count()); }

  /// Returns SQLITE_ROW, SQLITE_DONE or an error code.
  int step() noexcept;

  [[nodiscard]] std::string_view text(int column) const noexcept;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const noexcept;
  [[nodiscard]] std::int64_t integer(int column) const noexcept;
  [[nodiscard]] bool flag(int column) const noexcept { return integer(column) != 0; }
  [[nodiscard]] Uuid uuid(int column) const noexcept;
  [[nodiscard]] TimePoint time(int column) const noexcept;
  [[nodiscard]] std::optional<TimePoint> optional_time(int column) const noexcept;

 private:
  Query& bind_null();

  sqlite3_stmt* statement_;
  int bound_ = 0;
  int failed_ = SQLITE_OK;
};

}  // namespace gatehouse::store::sqlite
