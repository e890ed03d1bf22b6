#pragma once
// SPDX-License-Identifier: Apache-2.0
// A data folder with a database in it, opened under the folder's lock.

#include "gatehouse/base/result.h"
#include "store/data_folder.h"
#include "store/error.h"
#include "store/open_store.h"
#include "store/reports.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

inline constexpr const char* database_name = "gatehouse.db";

/// A folder whose database has the schema that this program expects.
struct ReadyFolder {
  DataFolder folder;
  Location location;
  Connection connection;
  MigrationReport report;
};

/// Returns where the database of a folder is, or will be.
[[nodiscard]] result<Location, OpenError> locate(const DataFolder& folder, const StoreOptions& options);

/// Locks the folder, creates its database if it has none, and brings the schema up to date.
[[nodiscard]] result<ReadyFolder, OpenError> make_ready(const StoreOptions& options);

}  // namespace gatehouse::store::sqlite
