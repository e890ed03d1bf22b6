#pragma once
// SPDX-License-Identifier: Apache-2.0
// The only ways to a store: opening, migration, backup and restore.

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/log.h"
#include "store/error.h"
#include "store/reports.h"
#include "store/sealer.h"
#include "store/store.h"
#include "store/write_counts.h"

namespace gatehouse::store {

/// Where the data is. By default that is a SQLite file, gatehouse.db in the data folder, for one machine.
struct StoreOptions {
  std::filesystem::path folder;          ///< created if it does not exist; its parents must
  const Clock* clock = &system_clock();  ///< must outlive the store
  std::shared_ptr<Log> log;              ///< null: nothing is logged
  std::size_t queue_limit = 4096;        ///< changes that may wait for the disk; more fail with `unavailable`
  std::chrono::milliseconds login_note_delay{5'000};  ///< how long a login's time may wait for other changes
  /// Seals the audit record. Null: entries have no seal until a store with a sealer writes its next change.
  std::shared_ptr<const Sealer> sealer;
  std::shared_ptr<WriteCounts> counts;  ///< measures commits; null: they are not measured
  std::string file_system;              ///< for tests: the name of a VFS of SQLite; empty: the usual one
};

/// Brings the schema up to date and opens the store, which holds the folder's lock. Fails with `locked`,
/// `newer_schema`, `damaged` or `unavailable`, each with a line of text.
[[nodiscard]] result<std::unique_ptr<Store>, OpenError> open_store(StoreOptions options);

/// Only brings the schema up to date, holding the folder's lock. Fails as `open_store` does.
[[nodiscard]] result<MigrationReport, OpenError> migrate_store(const StoreOptions& options);

/// Returns whether the folder has a database.
[[nodiscard]] bool has_store(const std::filesystem::path& folder);

/// Writes a backup of the database of a folder that no server has open. Does not change its schema. Fails as
/// `Maintenance::write_backup` does, and with `not_found` or `locked`.
[[nodiscard]] result<void, OpenError> back_up_store(const StoreOptions& options,
                                                    const std::filesystem::path& file);

/// Replaces the folder's database with a copy of the file `backup`, holding the folder's lock. Brings the
/// copy's schema up to date, and invalidates everything that was issued before. On an error nothing has
/// changed. Fails with `conflict` when there is a database and `replaces` is false, and with `damaged`,
/// `newer_schema`, `locked` or `unavailable`.
[[nodiscard]] result<RestoreReport, OpenError> restore_store(const StoreOptions& options,
                                                             const std::filesystem::path& backup,
                                                             bool replaces);

}  // namespace gatehouse::store
