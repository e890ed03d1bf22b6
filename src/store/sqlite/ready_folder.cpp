// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/ready_folder.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "store/sqlite/database/migrations.h"

namespace gatehouse::store::sqlite {

result<Location, OpenError> locate(const DataFolder& folder, const StoreOptions& options) {
  // SQLite is configured to refuse symbolic links in every part of a path, but the folder may be reached
  // through one. So the path is resolved first.
  std::error_code failed;
  const auto real_folder = std::filesystem::canonical(folder.path(), failed);
  if (failed) {
    return OpenError{StoreError::unavailable,
                     "cannot open the data folder " + folder.path().string() + ": " + failed.message()};
  }
  return Location{real_folder / database_name, options.file_system};
}

result<ReadyFolder, OpenError> make_ready(const StoreOptions& options) {
  auto folder = DataFolder::open(options.folder);
  if (!folder) return folder.error();
  if (auto made = folder->create_private_file(database_name); !made) return made.error();
  auto location = locate(*folder, options);
  if (!location) return location.error();
  auto connection = Connection::open(*location, Access::write);
  if (!connection) return connection.error();
  auto report = apply_migrations(*connection, known_migrations(), *options.clock);
  if (!report) return report.error();
  return ReadyFolder{std::move(*folder), std::move(*location), std::move(*connection), std::move(*report)};
}

}  // namespace gatehouse::store::sqlite
