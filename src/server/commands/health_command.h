#pragma once
// SPDX-License-Identifier: Apache-2.0
// The command `gatehouse health`: asks a running server whether it is ready.

#include <string>
#include <utility>

#include "gatehouse/base/result.h"
#include "server/problem.h"

namespace gatehouse::server {

/// Splits a management address into the host and the port to ask. The loopback address stands for a wildcard
/// address such as 0.0.0.0 or [::].
[[nodiscard]] std::pair<std::string, std::string> health_target(const std::string& address);

/// Asks /readyz at a management address, HOST:PORT. Fails with one line that says why the server is not
/// ready, or that it did not answer. Blocks for at most three seconds, unless a name must be resolved.
[[nodiscard]] result<void, Problem> check_health(const std::string& address);

}  // namespace gatehouse::server
