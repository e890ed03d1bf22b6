#pragma once
// SPDX-License-Identifier: Apache-2.0
// Writes log lines to a descriptor without making their authors wait for its reader.

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
/// Before `begin()` each line is written at once, and the caller waits until that is done: what a program
/// says when it can't start must not be lost. From then on lines go into a buffer of `max_waiting` bytes,
/// which a thread of the writer's own empties. A line for which there is no room is dropped and counted, as
/// is every line after it until the buffer is empty; then the count is written as a line of its own.
class LogWriter {
 public:
  /// How many bytes may wait to be written.
  static constexpr std::size_t max_waiting = std::size_t{1} << 20;
  /// How long `end()` waits for a reader, so that a stalled one can't hold up the end of the program.
  static constexpr std::chrono::milliseconds end_wait{1000};

  /// Makes the line, with its line break, that says how many lines were dropped. Called on the writer's
  /// thread.
  using MakeNotice = std::function<std::string(std::uint64_t dropped)>;

  /// Writes to `descriptor`, which is not owned and must stay open until the writer is destroyed.
  LogWriter(int descriptor, MakeNotice make_notice);
  /// As `end()`.
  ~LogWriter();
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  /// Takes one line with its line break. Waits for the descriptor's reader only before `begin()`.
  void write(std::string_view line) noexcept;

  /// Starts the writer's thread. Throws std::system_error if there can be none; lines are then written as
  /// before.
  void begin();

  /// Waits until all lines are written, at most `end_wait`. A line that comes later is written if that is
  /// possible without waiting.
  void end() noexcept;

  /// Waits until all lines are written, at most `longest`. Async-signal-safe, for handlers of fatal signals.
  void wait_until_written(std::chrono::milliseconds longest) const noexcept;

 private:
  class Buffer;
  std::shared_ptr<Buffer> buffer_;  // shared with the thread, which may have to be left behind in a write
  std::thread thread_;
};

/// Writes `text` to standard error if that is possible within a second. For a program that is about to abort:
/// a stalled reader must not keep it alive. Async-signal-safe.
void write_last_words(std::string_view text) noexcept;

}  // namespace gatehouse
