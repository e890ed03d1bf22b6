// SPDX-License-Identifier: Apache-2.0
#include "server/log/log.h"

#include <spdlog/details/os.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "server/log_text.h"

namespace gatehouse::server {
namespace {

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v";
// The payload of a JSON line is the rest of the object, starting with the message's value.
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

std::unique_ptr<spdlog::formatter> make_formatter(bool json) {
  return std::make_unique<spdlog::pattern_formatter>(json ? json_pattern : text_pattern,
                                                     spdlog::pattern_time_type::utc, "\n");
}

// Returns the colour that spdlog's own console sinks use.
std::string_view colour_of(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::debug:
      return "\033[36m";
    case spdlog::level::info:
      return "\033[32m";
    case spdlog::level::warn:
      return "\033[33m\033[1m";
    case spdlog::level::err:
      return "\033[31m\033[1m";
    default:
      return "";
  }
}

class WriterSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  WriterSink(LogWriter& writer, bool has_colour) : writer_(writer), has_colour_(has_colour) {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t formatted;
    formatter_->format(message, formatted);
    const std::string_view line{formatted.data(), formatted.size()};
    if (!has_colour_ || message.color_range_end <= message.color_range_start) {
      writer_.write(line);
      return;
    }
    std::string coloured{line.substr(0, message.color_range_start)};
    coloured += colour_of(message.level);
    coloured += line.substr(message.color_range_start, message.color_range_end - message.color_range_start);
    coloured += "\033[m";
    coloured += line.substr(message.color_range_end);
    writer_.write(coloured);
  }
  void flush_() override {}

  LogWriter& writer_;
  bool has_colour_;
};

// Returns the line that reports dropped lines.
std::string make_notice(bool json, std::uint64_t dropped) {
  const auto message =
      std::to_string(dropped) + " log lines were dropped, since the log was not read or written in time";
  const std::initializer_list<LogField> fields{{"dropped", static_cast<std::int64_t>(dropped)}};
  std::string line;
  if (json) {
    append_json_line(line, message, fields);
  } else {
    append_text_line(line, message, fields);
  }
  spdlog::memory_buf_t formatted;
  make_formatter(json)->format({"", spdlog::level::warn, {line.data(), line.size()}}, formatted);
  return {formatted.data(), formatted.size()};
}

class SpdLog final : public ProgramLog {
 public:
  SpdLog(LogLevel least, bool json, int to, bool has_colour)
      : least_(least),
        json_(json),
        writer_(to, [json](std::uint64_t dropped) { return make_notice(json, dropped); }),
        logger_("", std::make_shared<WriterSink>(writer_, has_colour)) {
    logger_.set_level(spdlog::level::trace);
    logger_.set_formatter(make_formatter(json));
    // By default spdlog prints its errors on standard error in a format of its own.
    logger_.set_error_handler([](const std::string&) {});
  }

  bool is_enabled(LogLevel level) const noexcept override { return level >= least_; }

  void write(LogLevel level, std::string_view message,
             std::initializer_list<LogField> fields) noexcept override {
    if (!is_enabled(level)) return;
    try {
      thread_local std::string line;  // It keeps its memory, so that most lines allocate nothing.
      line.clear();
      if (json_) {
        append_json_line(line, message, fields);
      } else {
        append_text_line(line, message, fields);
      }
      logger_.log(spdlog_level(level), spdlog::string_view_t{line.data(), line.size()});
    } catch (...) {  // Out of memory: the line is lost, but the request must succeed.
    }
  }

  LogWriter& writer() noexcept override { return writer_; }

 private:
  LogLevel least_;
  bool json_;
  LogWriter writer_;
  spdlog::logger logger_;
};

bool may_colour() {
  const char* no_colour = std::getenv("NO_COLOR");
  return no_colour == nullptr || *no_colour == '\0';
}

}  // namespace

std::shared_ptr<ProgramLog> make_log(const LogSettings& settings, std::FILE* to) {
  const bool terminal = ::isatty(::fileno(to)) == 1;
  const bool json =
      settings.format == LogFormat::json || (settings.format == LogFormat::automatic && !terminal);
  const bool has_colour = !json && terminal && may_colour() && spdlog::details::os::is_color_terminal();
  return std::make_shared<SpdLog>(settings.level, json, ::fileno(to), has_colour);
}

}  // namespace gatehouse::server
