#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse user import [FILE]` and `gatehouse user export [-o FILE]`.

#include <string>

#include "server/config/settings.h"

namespace gatehouse::server {

/// Imports from `file`, or from standard input if it is empty or "-". Prints bad rows with their line numbers
/// on standard error and the counts on standard output, `json`: as JSON. Returns the exit status: 0 when
/// every row's user exists, new or from before; 1 when a row was bad or the import stopped.
[[nodiscard]] int run_user_import(const Settings& settings, const std::string& file, bool json);

/// Exports to standard output if `file` is empty; else to that file, which gets mode 0600 and is replaced
/// only at the end. Returns the exit status: 0, or 1 after printing one line that says why.
[[nodiscard]] int run_user_export(const Settings& settings, const std::string& file);

}  // namespace gatehouse::server
