// SPDX-License-Identifier: Apache-2.0
#include "server/log/log.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <boost/json.hpp>
#include <sstream>
#include <thread>
#include <vector>

#include "gatehouse/base/secret.h"
#include "server/log/log_access.h"

namespace gatehouse::server {
namespace {

using testing::MatchesRegex;

// A Secret cannot be a message or a value of a log line.
static_assert(!std::is_constructible_v<LogField, std::string_view, Secret>);
static_assert(!std::is_convertible_v<Secret, decltype(LogField::value)>);
static_assert(
    !std::is_invocable_v<decltype(&Log::write), Log&, LogLevel, Secret, std::initializer_list<LogField>>);
template <class T>
concept Formattable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(Formattable<std::string> && !Formattable<Secret>);

// A file to log to, which can be read back as lines.
class Sink {
 public:
  Sink() : file_(std::tmpfile()) {}
  ~Sink() { std::fclose(file_); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  std::FILE* file() { return file_; }
  std::vector<std::string> lines() {
    std::rewind(file_);
    std::string text;
    std::array<char, 4096> part{};
    while (const auto got = std::fread(part.data(), 1, part.size(), file_)) text.append(part.data(), got);
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }

 private:
  std::FILE* file_;
};

std::string json_line(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  Sink sink;
  make_log({.format = LogFormat::json}, sink.file())->write(level, message, fields);
  const auto lines = sink.lines();
  return lines.size() == 1 ? lines[0] : "not one line";
}

std::string text_line(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  Sink sink;
  make_log({.format = LogFormat::text}, sink.file())->write(level, message, fields);
  const auto lines = sink.lines();
  return lines.size() == 1 ? lines[0] : "not one line";
}

TEST(Log, JsonLine) {
  EXPECT_THAT(
      json_line(LogLevel::warning, "hello", {{"text", "a\"b"}, {"number", std::int64_t{-5}}, {"flag", true}}),
      MatchesRegex(R"(\{"ts":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z",)"
                   R"("level":"warning","msg":"hello","text":"a\\"b","number":-5,"flag":true\})"));
}

TEST(Log, TextLine) {
  EXPECT_THAT(text_line(LogLevel::info, "hello there",
                        {{"address", "[::1]:80"}, {"why", "no such file"}, {"flag", false}}),
              MatchesRegex(R"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z info    )"
                           R"(hello there address=\[::1\]:80 why="no such file" flag=false)"));
}

TEST(Log, LevelNames) {
  EXPECT_THAT(json_line(LogLevel::error, "x", {}), testing::HasSubstr(R"("level":"error")"));
  EXPECT_THAT(json_line(LogLevel::info, "x", {}), testing::HasSubstr(R"("level":"info")"));
  EXPECT_THAT(text_line(LogLevel::warning, "x", {}), testing::EndsWith(" warning x"));
}

// Braces and percent signs are patterns of spdlog and fmt. External input must not be interpreted as such.
TEST(Log, TakesNothingForAPattern) {
  EXPECT_THAT(text_line(LogLevel::info, "{} {0} %v %s %n", {{"a", "{}%v"}}),
              testing::EndsWith("info    {} {0} %v %s %n a={}%v"));
}

TEST(Log, ForgesNoLine) {
  const std::string forged = "x\n2026-01-01T00:00:00Z error fake\r\x1b[2J\",\"level\":\"error";
  const auto value = boost::json::parse(json_line(LogLevel::info, forged, {{"agent", forged}}));
  EXPECT_EQ(value.at("msg").as_string(), forged);
  EXPECT_EQ(value.at("agent").as_string(), forged);
  EXPECT_EQ(value.at("level").as_string(), "info");
  EXPECT_THAT(text_line(LogLevel::info, forged, {{"agent", forged}}),
              testing::HasSubstr(R"(x\n2026-01-01T00:00:00Z error fake\r\x1b[2J)"));
}

TEST(Log, FiltersByLevel) {
  Sink sink;
  const auto log = make_log({.level = LogLevel::warning, .format = LogFormat::text}, sink.file());
  EXPECT_FALSE(log->is_enabled(LogLevel::debug));
  EXPECT_FALSE(log->is_enabled(LogLevel::info));
  EXPECT_TRUE(log->is_enabled(LogLevel::warning));
  EXPECT_TRUE(log->is_enabled(LogLevel::error));
  log->write(LogLevel::info, "not this");
  log->write(LogLevel::error, "this");
  EXPECT_THAT(sink.lines(), testing::ElementsAre(testing::HasSubstr("this")));
  Sink all;
  make_log({.level = LogLevel::debug, .format = LogFormat::text}, all.file())->write(LogLevel::debug, "x");
  EXPECT_EQ(all.lines().size(), 1U);
}

TEST(Log, AutomaticIsJsonWhereNobodyLooks) {
  Sink sink;
  make_log({}, sink.file())->write(LogLevel::info, "x");
  EXPECT_THAT(sink.lines(), testing::ElementsAre(testing::StartsWith("{")));
}

TEST(Log, AutomaticIsColouredTextOnATerminal) {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(master, 0);
  ASSERT_EQ(::grantpt(master), 0);
  ASSERT_EQ(::unlockpt(master), 0);
  std::array<char, 128> name{};
  ASSERT_EQ(::ptsname_r(master, name.data(), name.size()), 0);
  // Without O_NOCTTY it could become the controlling terminal of the session, and closing it would
  // send a hang-up.
  std::FILE* terminal = ::fdopen(::open(name.data(), O_RDWR | O_NOCTTY), "r+");
  ASSERT_NE(terminal, nullptr);
  ::setenv("TERM", "xterm", 1);
  for (const bool colour : {true, false}) {
    colour ? ::unsetenv("NO_COLOR") : ::setenv("NO_COLOR", "1", 1);
    make_log({}, terminal)->write(LogLevel::error, "broken");
    std::array<char, 512> read{};
    const auto got = ::read(master, read.data(), read.size());
    ASSERT_GT(got, 0);
    std::string text{read.data(), static_cast<std::size_t>(got)};
    while (text.find("broken") == std::string::npos) {
      const auto more = ::read(master, read.data(), read.size());
      ASSERT_GT(more, 0);
      text.append(read.data(), static_cast<std::size_t>(more));
    }
    EXPECT_THAT(text, testing::StartsWith("20"));
    EXPECT_EQ(text.find("\033[") != std::string::npos, colour) << text;
  }
  ::unsetenv("NO_COLOR");
  std::fclose(terminal);
  ::close(master);
}

// A full disk or a closed pipe must not stop the program, nor make it write elsewhere.
TEST(Log, SurvivesASinkThatFails) {
  std::FILE* full = std::fopen("/dev/full", "w");
  ASSERT_NE(full, nullptr);
  testing::internal::CaptureStderr();
  const auto log = make_log({.format = LogFormat::json}, full);
  for (int i = 0; i < 100; ++i) log->write(LogLevel::error, "x");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  std::fclose(full);
}

TEST(Log, LinesOfThreadsDoNotMix) {
  Sink sink;
  const auto log = make_log({.format = LogFormat::json}, sink.file());
  constexpr int threads = 4;
  constexpr int each = 500;
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) {
    running.emplace_back([&log] {
      for (int i = 0; i < each; ++i)
        log->write(LogLevel::info, std::string(300, 'x'), {{"i", std::int64_t{i}}});
    });
  }
  for (auto& thread : running) thread.join();
  const auto lines = sink.lines();
  EXPECT_EQ(lines.size(), std::size_t{threads * each});
  for (const auto& line : lines) {
    boost::system::error_code error;
    boost::json::parse(line, error);
    ASSERT_FALSE(error) << line;
  }
}

TEST(LogAccess, SaysWhatAnOperatorNeedsAndNoQuery) {
  Sink sink;
  const auto log = make_log({.format = LogFormat::json}, sink.file());
  write_access(*log, {.request_id = "r1",
                      .method = "GET",
                      .path = "/a\n?token=hunter2",
                      .status = 200,
                      .duration = std::chrono::microseconds{1234},
                      .remote = "10.0.0.1:5"});
  const auto lines = sink.lines();
  ASSERT_EQ(lines.size(), 1U);
  auto line = boost::json::parse(lines[0]).as_object();
  line.erase("ts");
  EXPECT_EQ(line, boost::json::parse(R"({"level":"info","msg":"request","request_id":"r1","method":"GET",
                                        "path":"/a\n","status":200,"duration_us":1234,"remote":"10.0.0.1:5"})"));
}

// Hostile input in a request's line appears as one line of printable text, and JSON stays valid.
TEST(LogAccess, HostileInputStaysOneLine) {
  const std::string hostile[] = {"/\x1b]0;title\a\x1b[2J",
                                 "/\r\n2026-01-01T00:00:00Z error forged",
                                 "/\xff\xfe\xc0\xaf",
                                 "/\",\"level\":\"error",
                                 "/\xc2\x9b"
                                 "31m",
                                 "/\xe2\x80\xae"
                                 "txt",
                                 std::string("/\0end", 5)};
  for (const auto& text : hostile) {
    const AccessLine line{.request_id = text, .method = text, .path = text, .status = 400, .remote = text};
    for (const auto format : {LogFormat::json, LogFormat::text}) {
      Sink sink;
      write_access(*make_log({.format = format}, sink.file()), line);
      const auto lines = sink.lines();
      ASSERT_EQ(lines.size(), 1U);
      for (const char c : lines[0])
        EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << lines[0];
      EXPECT_EQ(lines[0].find("\xc2\x9b"), std::string::npos);
      EXPECT_EQ(lines[0].find("\xe2\x80\xae"), std::string::npos);
      if (format == LogFormat::text) continue;
      boost::system::error_code error;
      const auto value = boost::json::parse(lines[0], error);
      ASSERT_FALSE(error) << lines[0];
      EXPECT_EQ(value.at("level").as_string(), "info");
      EXPECT_EQ(value.as_object().size(), 9U);
    }
  }
}

TEST(LogAccess, IsSilentAboveInfo) {
  Sink sink;
  write_access(*make_log({.level = LogLevel::warning}, sink.file()), {});
  EXPECT_TRUE(sink.lines().empty());
}

}  // namespace
}  // namespace gatehouse::server
