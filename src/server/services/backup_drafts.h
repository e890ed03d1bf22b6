#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes drafts of backups into the data folder.

#include <filesystem>
#include <memory>

#include "api/admin/backups.h"
#include "store/store.h"

namespace gatehouse::server {

/// Returns a writer of drafts, and removes those that a killed server has left in `folder`. The store
/// must outlive it.
[[nodiscard]] std::shared_ptr<api::admin::BackupWriter> make_backup_writer(store::Store& store,
                                                                           std::filesystem::path folder);

}  // namespace gatehouse::server
