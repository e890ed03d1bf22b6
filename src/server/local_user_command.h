#pragma once
// SPDX-License-Identifier: Apache-2.0
// User commands from the shell: through the running server if there is one, else on the store itself.

#include <memory>

#include "gatehouse/base/log.h"
#include "server/settings.h"
#include "server/user_command.h"

namespace gatehouse::server {

/// Runs a command wherever it has to run. What could not be done is an outcome too.
[[nodiscard]] UserOutcome run_anywhere(const Settings& settings, const UserCommand& command,
                                       const std::shared_ptr<Log>& log);

}  // namespace gatehouse::server
