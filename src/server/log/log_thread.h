#pragma once
// SPDX-License-Identifier: Apache-2.0
// The time in which a thread of its own writes the program's log.

#include "server/log/log.h"

namespace gatehouse::server {

/// While it exists, `log` is written by a thread of its own, and a crash of the program waits up to a second
/// for the lines that were logged before it. One at a time in a program.
class LogThread {
 public:
  /// Throws std::system_error if there can be no thread.
  explicit LogThread(ProgramLog& log);
  /// Waits for what is left, at most `LogWriter::end_wait`.
  ~LogThread();
  LogThread(const LogThread&) = delete;
  LogThread& operator=(const LogThread&) = delete;

 private:
  LogWriter& writer_;
};

}  // namespace gatehouse::server
