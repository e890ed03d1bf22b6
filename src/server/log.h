#pragma once
// SPDX-License-Identifier: Apache-2.0
// The program's log: text with colour for a person at a terminal, a JSON object a line for everything else.

#include <cstdio>
#include <memory>

#include "gatehouse/base/log.h"
#include "server/settings.h"

namespace gatehouse::server {

/// The log that `settings` ask for, written to `to` (not owned), each line with one call and at once.
///
///     2026-11-24T04:05:42.123Z info    listening address=127.0.0.1:8000
///     {"ts":"2026-11-24T04:05:42.123456Z","level":"info","msg":"listening","address":"127.0.0.1:8000"}
///
/// Field names should be other than `ts`, `level` and `msg`. Colour is left out where `to` is no terminal or
/// the environment has NO_COLOR. A line that can't be written is dropped: the log never stops a request.
/// SIGPIPE is the program's to ignore.
[[nodiscard]] std::shared_ptr<Log> make_log(const LogSettings& settings, std::FILE* to = stderr);

}  // namespace gatehouse::server
