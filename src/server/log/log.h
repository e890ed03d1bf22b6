#pragma once
// SPDX-License-Identifier: Apache-2.0
// The program's log: text with colour for a person at a terminal, a JSON object a line for everything else.

#include <cstdio>
#include <memory>

#include "gatehouse/base/log.h"
#include "gatehouse/base/log_writer.h"
#include "server/config/settings.h"

namespace gatehouse::server {

/// A log that can be told when lines must no longer make anyone wait.
class ProgramLog : public Log {
 public:
  /// Where the lines go. Before `writer().begin()` each is written at once.
  [[nodiscard]] virtual LogWriter& writer() noexcept = 0;
};

/// The log that `settings` ask for, written to the descriptor of `to` (not owned).
///
///     2026-11-24T04:05:42.123Z info    listening address=127.0.0.1:8000
///     {"ts":"2026-11-24T04:05:42.123456Z","level":"info","msg":"listening","address":"127.0.0.1:8000"}
///
/// Field names should be other than `ts`, `level` and `msg`. Colour is left out where `to` is no terminal or
/// the environment has NO_COLOR. SIGPIPE must be ignored by the program.
[[nodiscard]] std::shared_ptr<ProgramLog> make_log(const LogSettings& settings, std::FILE* to = stderr);

}  // namespace gatehouse::server
