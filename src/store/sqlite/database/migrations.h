#pragma once
// SPDX-License-Identifier: Apache-2.0
// The numbered migrations that bring a SQLite file's schema up to date.

#include <span>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "store/error.h"
#include "store/reports.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// A file of migrations/sqlite.
struct Migration {
  int version;
  const char* name;
  const char* sql;
};

/// Returns all migrations that the program was built with, in order.
[[nodiscard]] std::span<const Migration> known_migrations() noexcept;

/// Applies the migrations that the file lacks. Each runs in its own transaction together with its entry in
/// `schema_migrations`, so on an error the earlier ones stay applied. Fails with `newer_schema` when the file
/// has a migration that is not in `known`, and with `damaged` when the file belongs to another program.
[[nodiscard]] result<MigrationReport, OpenError> apply_migrations(Connection& connection,
                                                                  std::span<const Migration> known,
                                                                  const Clock& clock);

}  // namespace gatehouse::store::sqlite
