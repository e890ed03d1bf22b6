#pragma once
// SPDX-License-Identifier: Apache-2.0
// The numbered changes that make a SQLite file's schema what this program expects.

#include <span>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "store/error.h"
#include "store/migration_report.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// One file of migrations/sqlite.
struct Migration {
  int version;
  const char* name;
  const char* sql;
};

/// All of them, in order, as they were when the program was built.
[[nodiscard]] std::span<const Migration> known_migrations() noexcept;

/// Applies what the file lacks, each in its own transaction together with its entry in `schema_migrations`;
/// on an error the earlier ones stay. `newer_schema` when the file has more than `known`; `damaged` when it
/// isn't ours.
[[nodiscard]] result<MigrationReport, OpenError> apply_migrations(Connection& connection,
                                                                  std::span<const Migration> known,
                                                                  const Clock& clock);

}  // namespace gatehouse::store::sqlite
