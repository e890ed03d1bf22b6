#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse serve`: all parts put together, and run until told to stop.

#include <memory>

#include "server/config/settings.h"
#include "server/log/log.h"

namespace gatehouse::server {

/// Opens the data folder, finds the secrets, serves. Blocks until SIGTERM or SIGINT.
/// The program's exit status: 0, or 2 after one line that says why it can't start.
[[nodiscard]] int serve(const Settings& settings, const std::shared_ptr<ProgramLog>& log);

}  // namespace gatehouse::server
