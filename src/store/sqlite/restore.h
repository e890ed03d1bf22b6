#pragma once
// SPDX-License-Identifier: Apache-2.0
// Replaces a database with a backup.

#include <filesystem>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "store/data_folder.h"
#include "store/error.h"
#include "store/reports.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Replaces `database`, a file of `folder`, with a copy of the file `backup` and of its log, if it has one.
/// Before that it checks the whole copy, brings its schema up to date, and begins a new epoch in it. On an
/// error `database` is unchanged. Fails with `damaged`, `newer_schema` or `unavailable`.
[[nodiscard]] result<RestoreReport, OpenError> restore_backup(const DataFolder& folder,
                                                              const Location& database,
                                                              const std::filesystem::path& backup,
                                                              const Clock& clock);

}  // namespace gatehouse::store::sqlite
