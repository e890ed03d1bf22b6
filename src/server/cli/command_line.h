#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses the command line and runs the command.

namespace gatehouse::server {

/// Runs the program. Returns its exit status: 0 for success, 1 when the command failed or was refused, 2 when
/// the program cannot start or does not understand the command line.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace gatehouse::server
