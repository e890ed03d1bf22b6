#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse backup FILE` and `gatehouse restore FILE`.

#include <filesystem>
#include <string>

#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"
#include "server/config/settings.h"
#include "store/store.h"

namespace gatehouse::server {

struct BackupCommand {
  std::string file;  ///< an absolute path, since a running server has another working folder
};
BOOST_DESCRIBE_STRUCT(BackupCommand, (), (file))

/// Writes a backup of the open store, which must outlive the run.
awaitable<CommandOutcome> run_backup_command(store::Store& store, BackupCommand command);

/// Writes a backup of a data folder that no server has open. Its schema may have any version.
[[nodiscard]] CommandOutcome back_up_here(const Settings& settings, const BackupCommand& command);

/// Restores a backup into a data folder that no server has open. Replaces a database there only with
/// `replaces`. When it returns, everything that was issued before is refused.
[[nodiscard]] CommandOutcome restore_here(const Settings& settings, const std::filesystem::path& backup,
                                          bool replaces);

}  // namespace gatehouse::server
