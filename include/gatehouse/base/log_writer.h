#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes log lines to a descriptor without making the callers wait for its reader.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace gatehouse {

/// Writes whole lines to a descriptor. Thread-safe; the lines of one thread keep their order.
///
/// Before `begin()` each line is written at once, and the caller waits for it, so that the message of a
/// program that fails to start is not lost. After `begin()` lines go into a buffer of `max_waiting` bytes,
/// which a separate thread writes out. If a line does not fit, it is dropped and counted, and so is every
/// line after it until the buffer is empty; then a line with that count is written.
class LogWriter {
 public:
  /// The maximum number of bytes that wait to be written.
  static constexpr std::size_t max_waiting = std::size_t{1} << 20;
  /// How long `end()` waits for a reader, so that a stalled reader cannot prevent the program from ending.
  static constexpr std::chrono::milliseconds end_wait{1000};

  /// Returns the line, including its line break, that reports the number of dropped lines. Called on the
  /// thread of the writer.
  using MakeNotice = std::function<std::string(std::uint64_t dropped)>;

  /// Writes to `descriptor`, which is not owned and must stay open until the writer is destroyed.
  LogWriter(int descriptor, MakeNotice make_notice);
  /// Calls `end()`.
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  /// Writes one line, which includes its line break. Blocks only before `begin()`.
  void write(std::string_view line) noexcept;

  /// Starts the thread of the writer. Throws std::system_error if it cannot be started; lines are then
  /// written as before.
  void begin();

  /// Blocks until all lines are written, for at most `end_wait`. Later lines are written only if that is
  /// possible without blocking.
  void end() noexcept;

  /// Returns how many lines were dropped so far. Thread-safe.
  [[nodiscard]] std::uint64_t dropped() const noexcept;

  /// Blocks until all lines are written, for at most `longest`. Async-signal-safe, for handlers
  /// of fatal signals.
  void wait_until_written(std::chrono::milliseconds longest) const noexcept;

 private:
  class Buffer;
  // Shared with the thread, which may still be blocked in a write when the writer is destroyed.
  std::shared_ptr<Buffer> buffer_;
  std::thread thread_;
};

/// Writes `text` to standard error if that is possible within one second. For a program that is about to
/// abort, so that a stalled reader does not keep it alive. Async-signal-safe.
void write_last_words(std::string_view text) noexcept;

}  // namespace gatehouse
