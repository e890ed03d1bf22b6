// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/log_writer.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <sstream>
#include <vector>

#include "gatehouse/base/descriptor.h"
#include "gatehouse/base/log.h"

namespace gatehouse {
namespace {

// Far longer than anything here takes. A writer that waited for a reader would take even longer.
constexpr std::chrono::seconds far_too_long{20};

std::string notice(std::uint64_t dropped) { return std::to_string(dropped) + " dropped\n"; }

// A pipe or a pair of sockets that is read when the test wants it.
class Channel {
 public:
  explicit Channel(bool is_socket) {
    std::array<int, 2> ends{};
    const int made = is_socket ? ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) : ::pipe(ends.data());
    if (made != 0) throw std::runtime_error("no channel");
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    reader_ = Descriptor{ends[0]};
    writer_ = Descriptor{ends[1]};
  }

  [[nodiscard]] int input() const { return writer_.get(); }
  void close_reader() { reader_ = Descriptor{}; }

  /// Reads until `is_enough(text)`, or until nothing is left.
  template <class IsEnough>
  void read_until(IsEnough is_enough) {
    const auto until = std::chrono::steady_clock::now() + far_too_long;
    std::array<char, 65536> part{};
    while (!is_enough(text_) && std::chrono::steady_clock::now() < until) {
      const auto got = ::read(reader_.get(), part.data(), part.size());
      if (got > 0) {
        text_.append(part.data(), static_cast<std::size_t>(got));
      } else {
        ::usleep(1000);
      }
    }
  }
  std::vector<std::string> lines() {
    std::array<char, 65536> part{};
    for (ssize_t got = 1; got > 0;) {
      got = ::read(reader_.get(), part.data(), part.size());
      if (got > 0) text_.append(part.data(), static_cast<std::size_t>(got));
    }
    std::vector<std::string> lines;
    std::istringstream in{text_};
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }

 private:
  Descriptor reader_;
  Descriptor writer_;
  std::string text_;
};

class LogWriterTest : public testing::TestWithParam<bool> {
 protected:
  static void SetUpTestSuite() { std::signal(SIGPIPE, SIG_IGN); }
  LogWriterTest() : channel_(GetParam()) {}

  Channel channel_;
};

std::string describe(const testing::TestParamInfo<bool>& info) { return info.param ? "Socket" : "Pipe"; }
INSTANTIATE_TEST_SUITE_P(Channels, LogWriterTest, testing::Bool(), describe);

std::string numbered(int i) { return std::to_string(i) + std::string(100, '.') + "\n"; }

TEST_P(LogWriterTest, NeverWaitsForAReaderAndCountsWhatIsDropped) {
  constexpr int count = 100'000;  // ten times what fits
  LogWriter writer{channel_.input(), notice};
  writer.begin();
  for (int i = 0; i < count; ++i) writer.write(numbered(i));  // would never end if it waited
  channel_.read_until([](const std::string& text) { return text.find(" dropped\n") != std::string::npos; });
  writer.write("the last\n");
  writer.end();

  const auto lines = channel_.lines();
  ASSERT_GE(lines.size(), 3U);
  EXPECT_EQ(lines.back(), "the last");
  const auto kept = lines.size() - 2;
  EXPECT_EQ(lines[kept], std::to_string(count - kept) + " dropped");
  EXPECT_GE(kept * numbered(0).size(), LogWriter::max_waiting / 2);
  for (std::size_t i = 0; i < kept; ++i) ASSERT_EQ(lines[i] + "\n", numbered(static_cast<int>(i)));
}

TEST_P(LogWriterTest, EndsThoughNobodyReads) {
  const auto begun = std::chrono::steady_clock::now();
  {
    LogWriter writer{channel_.input(), notice};
    writer.begin();
    for (int i = 0; i < 100'000; ++i) writer.write(numbered(i));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, far_too_long);
  // All written lines are complete.
  const auto lines = channel_.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) ASSERT_EQ(lines[i] + "\n", numbered(static_cast<int>(i)));
}

TEST_P(LogWriterTest, WritesEverythingAtTheEnd) {
  std::thread reading{
      [this] { channel_.read_until([](const std::string& text) { return text.ends_with("the last\n"); }); }};
  LogWriter writer{channel_.input(), notice};
  writer.begin();
  for (int i = 0; i < 5'000; ++i) writer.write(numbered(i));
  writer.write("the last\n");
  writer.end();
  reading.join();
  EXPECT_EQ(channel_.lines().size(), 5'001U);
}

TEST_P(LogWriterTest, WritesWholeLinesAtOnceBeforeItsThreadBegins) {
  std::thread reading{
      [this] { channel_.read_until([](const std::string& text) { return text.ends_with("the last\n"); }); }};
  LogWriter writer{channel_.input(), notice};
  const std::string large(3 * LogWriter::max_waiting, 'x');
  writer.write(large + "\n");
  writer.write("the last\n");
  reading.join();
  const auto lines = channel_.lines();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], large);
}

TEST_P(LogWriterTest, KeepsTheOrderOfEachThread) {
  constexpr int threads = 4;
  constexpr int each = 2'000;
  std::thread reading{
      [this] { channel_.read_until([](const std::string& text) { return text.ends_with("the last\n"); }); }};
  LogWriter writer{channel_.input(), notice};
  writer.begin();
  std::vector<std::thread> writing;
  for (int t = 0; t < threads; ++t) {
    writing.emplace_back([&writer, t] {
      for (int i = 0; i < each; ++i)
        writer.write(std::to_string(t) + " " + std::to_string(i) + std::string(100, '.') + "\n");
    });
  }
  for (auto& thread : writing) thread.join();
  writer.write("the last\n");
  writer.end();
  reading.join();
  std::array<int, threads> next{};
  for (const auto& line : channel_.lines()) {
    if (line == "the last") continue;
    const auto t = static_cast<std::size_t>(line.at(0) - '0');
    ASSERT_EQ(std::stoi(line.substr(2)), next.at(t)++) << line;
  }
  for (const int seen : next) EXPECT_EQ(seen, each);
}

// Another process that shares the pipe may have set O_NONBLOCK.
TEST_P(LogWriterTest, WaitsForADescriptorThatDoesNotBlock) {
  ::fcntl(channel_.input(), F_SETFL, O_NONBLOCK);
  std::thread reading{
      [this] { channel_.read_until([](const std::string& text) { return text.ends_with("the last\n"); }); }};
  LogWriter writer{channel_.input(), notice};
  for (int i = 0; i < 2'000; ++i) writer.write(numbered(i));
  writer.begin();
  for (int i = 2'000; i < 4'000; ++i) writer.write(numbered(i));
  writer.write("the last\n");
  writer.end();
  reading.join();
  EXPECT_EQ(channel_.lines().size(), 4'001U);
}

TEST_P(LogWriterTest, OutlivesAReaderThatHasGone) {
  LogWriter writer{channel_.input(), notice};
  writer.write("one\n");
  channel_.close_reader();
  writer.write("two\n");
  writer.begin();
  for (int i = 0; i < 100'000; ++i) writer.write(numbered(i));
  const auto begun = std::chrono::steady_clock::now();
  writer.end();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, far_too_long);
  writer.write("after the end\n");
}

TEST_P(LogWriterTest, AfterTheEndWritesWhatNeedsNoWaiting) {
  LogWriter writer{channel_.input(), notice};
  writer.begin();
  writer.end();
  writer.write("late\n");
  EXPECT_THAT(channel_.lines(), testing::ElementsAre("late"));
  for (int i = 0; i < 100'000; ++i) writer.write(numbered(i));  // would never end if it waited
}

TEST_P(LogWriterTest, WaitsForLinesOfACrash) {
  LogWriter writer{channel_.input(), notice};
  writer.begin();
  for (int i = 0; i < 100; ++i) writer.write(numbered(i));
  writer.wait_until_written(far_too_long);
  EXPECT_EQ(channel_.lines().size(), 100U);
  for (int i = 0; i < 100'000; ++i) writer.write(numbered(i));
  const auto begun = std::chrono::steady_clock::now();
  writer.wait_until_written(std::chrono::milliseconds{20});
  EXPECT_LT(std::chrono::steady_clock::now() - begun, far_too_long);
}

TEST(StderrLog, ShowsOnlyPrintableAscii) {
  testing::internal::CaptureStderr();
  make_stderr_log()->write(LogLevel::error, "a\n\x1b[2J",
                           {{"b",
                             "\xc2\x9b"
                             "31m\xff"}});
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "error: a\\x0a\\x1b[2J b=\\xc2\\x9b31m\\xff\n");
}

// When a file cannot grow, as on a full disk, lines wait until there is room.
TEST(LogWriterFile, KeepsLinesUntilThereIsRoom) {
  std::signal(SIGXFSZ, SIG_IGN);
  std::FILE* const file = std::tmpfile();
  ASSERT_NE(file, nullptr);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  rlimit small = before;
  small.rlim_cur = 1000;
  LogWriter writer{::fileno(file), notice};
  ::setrlimit(RLIMIT_FSIZE, &small);
  writer.begin();
  for (int i = 0; i < 100'000; ++i) writer.write(numbered(i));
  ::setrlimit(RLIMIT_FSIZE, &before);
  writer.wait_until_written(far_too_long);
  writer.write("the last\n");
  writer.end();

  std::rewind(file);
  std::vector<std::string> lines;
  std::array<char, 1000> line{};
  while (std::fgets(line.data(), line.size(), file) != nullptr) lines.emplace_back(line.data());
  std::fclose(file);
  ASSERT_GE(lines.size(), 3U);
  const auto kept = lines.size() - 2;
  for (std::size_t i = 0; i < kept; ++i) ASSERT_EQ(lines[i], numbered(static_cast<int>(i)));
  EXPECT_EQ(lines[kept], std::to_string(100'000 - kept) + " dropped\n");
  EXPECT_EQ(lines.back(), "the last\n");
}

}  // namespace
}  // namespace gatehouse
