#pragma once
// SPDX-License-Identifier: Apache-2.0
// The log's face: layers say what happened, the program decides where it goes.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace gatehouse {

/// How much a line matters: `error` needs a person, `warning` may, `info` is for the record.
enum class LogLevel { debug, info, warning, error };

/// One named value of a log line. There is no conversion from Secret, on purpose.
struct LogField {
  /// Static text.
  std::string_view name;
  /// As it is to be shown.
  std::variant<std::string_view, std::int64_t, bool> value;
};

/// Takes log lines. Implementations are thread-safe and never throw.
class Log {
 public:
  virtual ~Log() = default;
  /// Whether lines of this level go anywhere; ask before costly fields are made.
  [[nodiscard]] virtual bool is_enabled(LogLevel level) const noexcept = 0;
  /// Writes one line. Field values may hold anything a stranger sent: the implementation escapes them
  /// (CWE-117).
  virtual void write(LogLevel level, std::string_view message,
                     std::initializer_list<LogField> fields = {}) noexcept = 0;
};

/// Plain lines on standard error, from `least` up. A thread of the log's own writes them, so that a stalled
/// reader stops no one; its destructor waits a second at most for what is left (LogWriter).
[[nodiscard]] std::shared_ptr<Log> make_stderr_log(LogLevel least = LogLevel::info);

/// A log that forgets everything.
[[nodiscard]] std::shared_ptr<Log> make_null_log();

}  // namespace gatehouse
