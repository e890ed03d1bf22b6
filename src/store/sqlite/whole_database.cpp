// SPDX-License-Identifier: Apache-2.0
// Work on a whole database that no server has open: migration, backup, restore.

#include <filesystem>
#include <system_error>
#include <utility>

#include "store/open_store.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/ready_folder.h"
#include "store/sqlite/restore.h"

namespace gatehouse::store {

using sqlite::database_name;
using sqlite::locate;
using sqlite::make_ready;

result<MigrationReport, OpenError> migrate_store(const StoreOptions& options) {
  auto ready = make_ready(options);
  if (!ready) return ready.error();
  return std::move(ready->report);
}

bool has_store(const std::filesystem::path& folder) {
  std::error_code failed;
  return std::filesystem::exists(folder / database_name, failed);
}

result<void, OpenError> back_up_store(const StoreOptions& options, const std::filesystem::path& file) {
  if (!has_store(options.folder))
    return OpenError{StoreError::not_found, "there is no database in " + options.folder.string()};
  const auto folder = DataFolder::open(options.folder);
  if (!folder) return folder.error();
  const auto location = locate(*folder, options);
  if (!location) return location.error();
  return sqlite::write_backup(*location, file, {});
}

result<RestoreReport, OpenError> restore_store(const StoreOptions& options,
                                               const std::filesystem::path& backup, bool replaces) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(backup, failed)) {
    return OpenError{StoreError::not_found,
                     "cannot restore " + backup.string() + ": " +
                         (failed ? failed.message() : std::string{"it is not a file"})};
  }
  // The copy would contain only a part of what a running server has written last.
  if (DataFolder::is_in_use(std::filesystem::absolute(backup).parent_path())) {
    return OpenError{StoreError::locked, "cannot restore " + backup.string() +
                                             ": a server has it open; gatehouse backup makes a copy of it"};
  }
  const auto folder = DataFolder::open(options.folder);
  if (!folder) return folder.error();
  if (has_store(options.folder) && !replaces) {
    return OpenError{StoreError::conflict, "there is a database in " + options.folder.string() +
                                               " already; --replace puts the backup in its place"};
  }
  const auto location = locate(*folder, options);
  if (!location) return location.error();
  return sqlite::restore_backup(*folder, *location, backup, *options.clock);
}

}  // namespace gatehouse::store
