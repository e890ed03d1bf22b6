#pragma once
// SPDX-License-Identifier: Apache-2.0
// The program's log: coloured text on a terminal, and a JSON object on each line otherwise.

#include <cstdio>
#include <memory>

#include "gatehouse/base/log.h"
#include "gatehouse/base/log_writer.h"
#include "server/config/settings.h"

namespace gatehouse::server {

/// A log whose lines can be written by a thread, so that callers do not wait.
class ProgramLog : public Log {
 public:
  /// Returns the writer of the lines. Before `writer().begin()` each line is written at once.
  [[nodiscard]] virtual LogWriter& writer() noexcept = 0;
};

/// Returns a log with these settings that writes to the descriptor of `to`, which is not owned.
///
///     2026-11-24T04:05:42.123Z info    listening address=127.0.0.1:8000
///     {"ts":"2026-11-24T04:05:42.123456Z","level":"info","msg":"listening","address":"127.0.0.1:8000"}
///
/// Fields must not be named `ts`, `level` or `msg`. There is no colour if `to` is not a terminal or the
/// environment contains NO_COLOR. The program must ignore SIGPIPE.
[[nodiscard]] std::shared_ptr<ProgramLog> make_log(const LogSettings& settings, std::FILE* to = stderr);

}  // namespace gatehouse::server
