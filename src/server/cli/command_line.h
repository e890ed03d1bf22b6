#pragma once
// SPDX-License-Identifier: Apache-2.0
// The command line: what was asked for, and doing it.

namespace gatehouse::server {

/// Runs the program. Its exit status: 0 done, 1 refused or failed, 2 can't start or not understood.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace gatehouse::server
