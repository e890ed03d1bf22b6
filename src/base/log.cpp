// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/log.h"

#include <unistd.h>

#include <mutex>

#include "gatehouse/base/ascii.h"
#include "gatehouse/base/log_writer.h"

namespace gatehouse {
namespace {

constexpr std::string_view level_names[] = {"debug", "info", "warning", "error"};

void append_escaped(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Control characters could forge a line or control a terminal (CWE-117, CWE-150). So could some
    // characters beyond ASCII, and bytes that are not valid UTF-8.
    if (byte < 0x20 || byte >= 0x7f) {
      line += "\\x";
      append_hex(line, byte);
    } else {
      line += c;
    }
  }
}

class StderrLog final : public Log {
 public:
  explicit StderrLog(LogLevel least)
      : least_(least), writer_(STDERR_FILENO, [](std::uint64_t dropped) {
          return "warning: " + std::to_string(dropped) +
                 " log lines were dropped, since the log was not read in time\n";
        }) {}

  bool is_enabled(LogLevel level) const noexcept override { return level >= least_; }

  void write(LogLevel level, std::string_view message,
             std::initializer_list<LogField> fields) noexcept override {
    if (!is_enabled(level)) return;
    try {
      std::string line{level_names[static_cast<std::size_t>(level)]};
      line += ": ";
      append_escaped(line, message);
      for (const auto& field : fields) append_field(line, field);
      line += '\n';
      // Starts the thread at the first line, so that a program that never logs has no thread for it.
      std::call_once(begun_, [this] { begin(); });
      writer_.write(line);
    } catch (...) {  // Out of memory: the line is lost, but the caller is not affected.
    }
  }

 private:
  void begin() noexcept {
    try {
      writer_.begin();
    } catch (...) {  // The thread cannot be started: each line is written by its caller.
    }
  }

  static void append_field(std::string& line, const LogField& field) {
    line += ' ';
    line += field.name;
    line += '=';
    if (const auto* text = std::get_if<std::string_view>(&field.value)) append_escaped(line, *text);
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) line += std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&field.value)) line += *flag ? "true" : "false";
  }

  LogLevel least_;
  LogWriter writer_;
  std::once_flag begun_;
};

class NullLog final : public Log {
 public:
  bool is_enabled(LogLevel) const noexcept override { return false; }
  void write(LogLevel, std::string_view, std::initializer_list<LogField>) noexcept override {}
};

}  // namespace

std::shared_ptr<Log> make_stderr_log(LogLevel least) { return std::make_shared<StderrLog>(least); }
std::shared_ptr<Log> make_null_log() { return std::make_shared<NullLog>(); }

}  // namespace gatehouse
