#pragma once
// SPDX-License-Identifier: Apache-2.0
// `gatehouse user import [FILE]` and `gatehouse user export [-o FILE]`, as the shell sees them.

#include <string>

#include "server/config/settings.h"

namespace gatehouse::server {

/// Imports from `file`, or standard input where it is empty or "-". Bad rows go to standard error, with their
/// line; the counts to standard output. The exit status: 0 when every row's user is there, now or before; 1
/// when a row was bad or the import stopped.
[[nodiscard]] int run_user_import(const Settings& settings, const std::string& file);

/// Exports to `file`, which is replaced at the end and has mode 0600, or to standard output where it is
/// empty. The exit status: 0, or 1 with one line that says why.
[[nodiscard]] int run_user_export(const Settings& settings, const std::string& file);

}  // namespace gatehouse::server
