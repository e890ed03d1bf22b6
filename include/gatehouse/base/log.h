#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface of the log. Each layer reports events; the program decides where they are written.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace gatehouse {

/// How important a line is: `error` needs an operator, `warning` may need one, `info` is for the record.
enum class LogLevel { debug, info, warning, error };

/// One named value of a log line. There is no conversion from Secret, so that secrets are not logged.
struct LogField {
  /// Must have static storage duration.
  std::string_view name;
  std::variant<std::string_view, std::int64_t, bool> value;
};

/// Receives log lines. Implementations are thread-safe and never throw.
class Log {
 public:
  virtual ~Log() = default;
  /// Returns whether lines of this level are written. Check it before making fields that are costly.
  [[nodiscard]] virtual bool is_enabled(LogLevel level) const noexcept = 0;
  /// Writes one line. Field values may hold anything that a caller sent: the implementation
  /// escapes them (CWE-117).
  virtual void write(LogLevel level, std::string_view message,
                     std::initializer_list<LogField> fields = {}) noexcept = 0;
};

/// Returns a log that writes plain lines of level `least` and above to standard error. A separate thread
/// writes them, so that a stalled reader blocks no request. The destructor waits at most one second for
/// unwritten lines (see LogWriter).
[[nodiscard]] std::shared_ptr<Log> make_stderr_log(LogLevel least = LogLevel::info);

/// Returns a log that discards all lines.
[[nodiscard]] std::shared_ptr<Log> make_null_log();

}  // namespace gatehouse
