#pragma once
// SPDX-License-Identifier: Apache-2.0
// The command `gatehouse serve`: creates all parts of the server and runs it until it is told to stop.

#include <memory>

#include "server/config/settings.h"
#include "server/log/log.h"

namespace gatehouse::server {

/// Opens the data folder, finds the secrets and serves. Blocks until SIGTERM or SIGINT. Returns the program's
/// exit status: 0, or 2 after printing one line that says why the server cannot start.
[[nodiscard]] int serve(const Settings& settings, const std::shared_ptr<ProgramLog>& log);

}  // namespace gatehouse::server
