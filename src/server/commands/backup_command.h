#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse backup FILE` and `gatehouse restore FILE`.

#include <filesystem>
#include <string>

#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"
#include "server/config/settings.h"
#include "store/store.h"

namespace gatehouse::server {

struct BackupCommand {
  std::string file;  ///< an absolute path: a server has a working folder of its own
};
BOOST_DESCRIBE_STRUCT(BackupCommand, (), (file))

/// Writes a backup of the open store. The store outlives the run.
awaitable<CommandOutcome> run_backup_command(store::Store& store, BackupCommand command);

/// Writes a backup of a data folder that no server has open, whatever version of the schema it has.
[[nodiscard]] CommandOutcome back_up_here(const Settings& settings, const BackupCommand& command);

/// Puts a backup in a data folder, which no server has open; with `replaces`, in the place of the database
/// there. When this returns, all that was issued before is refused.
[[nodiscard]] CommandOutcome restore_here(const Settings& settings, const std::filesystem::path& backup,
                                          bool replaces);

}  // namespace gatehouse::server
