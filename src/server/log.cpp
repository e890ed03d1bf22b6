// SPDX-License-Identifier: Apache-2.0
#include "server/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "server/log_text.h"

namespace gatehouse::server {
namespace {

using ConsoleSink = spdlog::sinks::ansicolor_sink<spdlog::details::console_mutex>;

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v";
// The payload of a JSON line is the rest of the object, from the message's value on.
constexpr const char* json_pattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","msg":%v})";

constexpr spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      break;
  }
  return spdlog::level::err;
}

void append_number(std::string& line, std::int64_t number) {
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.begin(), text.end(), number).ptr;
  line.append(text.data(), end);
}

template <class AppendText>
void append_value(std::string& line, const LogField& field, AppendText append_text) {
  if (const auto* text = std::get_if<std::string_view>(&field.value)) append_text(line, *text);
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) append_number(line, *number);
  if (const auto* flag = std::get_if<bool>(&field.value)) line += *flag ? "true" : "false";
}

void append_text_line(std::string& line, std::string_view message, std::initializer_list<LogField> fields) {
  append_visible(line, message);
  for (const auto& field : fields) {
    line += ' ';
    append_visible(line, field.name);
    line += '=';
    append_value(line, field, append_visible_value);
  }
}

void append_json_line(std::string& line, std::string_view message, std::initializer_list<LogField> fields) {
  append_json_string(line, message);
  for (const auto& field : fields) {
    line += ',';
    append_json_string(line, field.name);
    line += ':';
    append_value(line, field, append_json_string);
  }
}

class SpdLog final : public Log {
 public:
  SpdLog(LogLevel least, bool json, std::FILE* to, spdlog::color_mode colour)
      : least_(least), json_(json), logger_("", std::make_shared<ConsoleSink>(to, colour)) {
    logger_.set_level(spdlog::level::trace);
    logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>(json ? json_pattern : text_pattern,
                                                                      spdlog::pattern_time_type::utc, "\n"));
    // spdlog would complain on standard error, in no format of ours.
    logger_.set_error_handler([](const std::string&) {});
  }

  bool is_enabled(LogLevel level) const noexcept override { return level >= least_; }

  void write(LogLevel level, std::string_view message,
             std::initializer_list<LogField> fields) noexcept override {
    if (!is_enabled(level)) return;
    try {
      thread_local std::string line;  // Its room is kept, so that most lines allocate nothing.
      line.clear();
      if (json_) {
        append_json_line(line, message, fields);
      } else {
        append_text_line(line, message, fields);
      }
      logger_.log(spdlog_level(level), spdlog::string_view_t{line.data(), line.size()});
    } catch (...) {  // Out of memory: the line is lost, the request must not be.
    }
  }

 private:
  LogLevel least_;
  bool json_;
  spdlog::logger logger_;
};

bool may_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return no_colour == nullptr || *no_colour == '\0';
}

}  // namespace

std::shared_ptr<Log> make_log(const LogSettings& settings, std::FILE* to) {
  const bool terminal = ::isatty(::fileno(to)) == 1;
  const bool json =
      settings.format == LogFormat::json || (settings.format == LogFormat::automatic && !terminal);
  const bool colour = !json && may_colour();
  return std::make_shared<SpdLog>(settings.level, json, to,
                                  colour ? spdlog::color_mode::automatic : spdlog::color_mode::never);
}

}  // namespace gatehouse::server
