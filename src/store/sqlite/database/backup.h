#pragma once
// SPDX-License-Identifier: Apache-2.0
// Copies of the database to files, while it is in use.

#include <atomic>
#include <filesystem>
#include <stop_token>
#include <thread>
#include <utility>

#include "gatehouse/base/async.h"
#include "gatehouse/base/result.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Writes all that the database holds at one moment to the new file `to`, mode 0600, whole or not at all; on
/// disk when this returns. Writers don't wait for it. `conflict`: there is such a file; `unavailable`: it
/// can't be written, or was stopped; `damaged`.
[[nodiscard]] result<void, OpenError> write_backup(const Location& from, const std::filesystem::path& to,
                                                   const std::stop_token& stop);

/// Writes backups on a thread of its own, one at a time.
class BackupWriter {
 public:
  explicit BackupWriter(Location from) : from_(std::move(from)) {}
  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;
  ~BackupWriter() { close(); }

  /// As `write_backup`; `conflict` also while another is being written.
  [[nodiscard]] awaitable<result<void, OpenError>> write(std::filesystem::path to);

  /// Stops what is being written. Idempotent.
  void close() noexcept;

 private:
  const Location from_;
  std::atomic<bool> is_busy_{false};
  std::jthread thread_;
};

}  // namespace gatehouse::store::sqlite
