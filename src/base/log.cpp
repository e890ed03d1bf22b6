// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/log.h"

#include <unistd.h>

#include "gatehouse/base/ascii.h"

namespace gatehouse {
namespace {

constexpr std::string_view level_names[] = {"debug", "info", "warning", "error"};

void append_escaped(std::string& line, std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // A control character could forge a line or drive a terminal (CWE-117, CWE-150).
    if (byte < 0x20 || byte == 0x7f) {
      line += "\\x";
      line += hex_digits[byte >> 4];
      line += hex_digits[byte & 0x0f];
    } else {
      line += c;
    }
  }
}

class StderrLog final : public Log {
 public:
  explicit StderrLog(LogLevel least) : least_(least) {}

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
      // One call a line, so that threads' lines do not mix. A log that can't be written has nowhere to say
      // so.
      [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
    } catch (...) {  // Out of memory: the line is lost, the request must not be.
    }
  }

 private:
  static void append_field(std::string& line, const LogField& field) {
    line += ' ';
    line += field.name;
    line += '=';
    if (const auto* text = std::get_if<std::string_view>(&field.value)) append_escaped(line, *text);
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) line += std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&field.value)) line += *flag ? "true" : "false";
  }

  LogLevel least_;
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
