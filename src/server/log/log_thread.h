#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs the thread that writes the program's log.

#include "server/log/log.h"

namespace gatehouse::server {

/// During its lifetime a thread of its own writes `log`, and a crash of the program waits up to a second
/// until the lines logged before it are written. A program may have one at a time.
class LogThread {
 public:
  /// Throws std::system_error if the thread cannot be created.
  explicit LogThread(ProgramLog& log);
  /// Waits until the remaining lines are written, at most `LogWriter::end_wait`.
  ~LogThread();
  LogThread(const LogThread&) = delete;
  LogThread& operator=(const LogThread&) = delete;

 private:
  LogWriter& writer_;
};

}  // namespace gatehouse::server
