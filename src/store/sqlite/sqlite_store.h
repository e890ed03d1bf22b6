#pragma once
// SPDX-License-Identifier: Apache-2.0
// The store in a SQLite file, gatehouse.db in the data folder: the default, for one machine.

#include <filesystem>
#include <memory>
#include <string>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/log.h"
#include "store/error.h"
#include "store/reports.h"
#include "store/store.h"

namespace gatehouse::store {

struct SqliteOptions {
  std::filesystem::path folder;          ///< created if need be, but not its parents
  const Clock* clock = &system_clock();  ///< outlives the store
  std::shared_ptr<Log> log;              ///< none: nothing is logged
  std::size_t queue_limit = 4096;  ///< changes that may wait for the disk; more are `unavailable` at once
  std::chrono::milliseconds login_note_delay{5'000};  ///< how long a login's time waits for company
  std::string file_system;  ///< the name of one of SQLite's VFS; empty: one for a file of this program alone.
                            ///< For tests.
};

/// Opens the store and holds the folder's lock until it goes; brings the schema up to date first.
/// `locked`, `newer_schema`, `damaged`, `unavailable`, each with its line of text.
[[nodiscard]] result<std::unique_ptr<Store>, OpenError> open_sqlite(SqliteOptions options);

/// Only brings the schema up to date, under the folder's lock. Errors as `open_sqlite`.
[[nodiscard]] result<MigrationReport, OpenError> migrate_sqlite(const SqliteOptions& options);

/// Whether the folder has a database already.
[[nodiscard]] bool has_sqlite(const std::filesystem::path& folder);

/// Writes a backup of the folder's database, which no server has open, as it is: its schema is left alone.
/// Errors as `Store::write_backup`, and `not_found`, `locked`.
[[nodiscard]] result<void, OpenError> back_up_sqlite(const SqliteOptions& options,
                                                     const std::filesystem::path& file);

/// Puts a copy of the file `backup` in the place of the folder's database, under its lock, with its schema
/// brought up to date; what was issued before opens nothing any more. `conflict`: there is a database, and
/// not `replaces`. On an error all is as it was. `damaged`, `newer_schema`, `locked`, `unavailable`.
[[nodiscard]] result<RestoreReport, OpenError> restore_sqlite(const SqliteOptions& options,
                                                              const std::filesystem::path& backup,
                                                              bool replaces);

}  // namespace gatehouse::store
