#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse backup FILE` and `gatehouse restore FILE`.

#include <filesystem>

#include "server/commands/admin_client.h"
#include "server/commands/outcome.h"
#include "server/config/settings.h"

namespace gatehouse::server {

/// Writes a backup to a new file, mode 0600, completely or not at all. The running server sends it, and the
/// file is written with the rights of this process. Without a server, the database is copied as it is: its
/// schema may have any version. `json`: the outcome is JSON, as for `restore_here`.
[[nodiscard]] Outcome back_up(AdminClient& client, const Settings& settings,
                              const std::filesystem::path& file, bool json);

/// Restores a backup into a data folder that no server has open. Replaces a database there only with
/// `replaces`. When it returns, everything that was issued before is refused.
[[nodiscard]] Outcome restore_here(const Settings& settings, const std::filesystem::path& backup,
                                   bool replaces, bool json);

}  // namespace gatehouse::server
