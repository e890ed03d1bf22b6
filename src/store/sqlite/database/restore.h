#pragma once
// SPDX-License-Identifier: Apache-2.0
// A backup takes a database's place.

#include <filesystem>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/result.h"
#include "store/data_folder.h"
#include "store/error.h"
#include "store/restore_report.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Puts a copy of the file `backup` (with its log, if it has one) in the place of `database`, a file of
/// `folder`, once it has been read through, has this program's schema, and an epoch of its own has begun in
/// it. On an error `database` is as it was. `damaged`, `newer_schema`, `unavailable`.
[[nodiscard]] result<RestoreReport, OpenError> restore_backup(const DataFolder& folder,
                                                              const Location& database,
                                                              const std::filesystem::path& backup,
                                                              const Clock& clock);

}  // namespace gatehouse::store::sqlite
