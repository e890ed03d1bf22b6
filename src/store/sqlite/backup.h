#pragma once
// SPDX-License-Identifier: Apache-2.0
// Copies the database to files while it is in use.

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

/// Writes the database's content at one moment to the new file `to`, mode 0600. The file is written
/// completely or not at all, and is on disk when the function returns. Writers do not wait for it. Fails
/// with `conflict` when the file exists, with `unavailable` when it cannot be written or `stop` was
/// requested, and with `damaged`.
[[nodiscard]] result<void, OpenError> write_backup(const Location& from, const std::filesystem::path& to,
                                                   const std::stop_token& stop);

/// Writes backups on a thread of its own, one at a time.
class BackupWriter {
 public:
  explicit BackupWriter(Location from) : from_(std::move(from)) {}
  BackupWriter(const BackupWriter&) = delete;
  BackupWriter& operator=(const BackupWriter&) = delete;
  ~BackupWriter() { close(); }

  /// As `write_backup`. Also fails with `conflict` while another backup is being written.
  [[nodiscard]] awaitable<result<void, OpenError>> write(std::filesystem::path to);

  /// Stops a backup that is being written. Idempotent.
  void close() noexcept;

 private:
  const Location from_;
  std::atomic<bool> is_busy_{false};
  std::jthread thread_;
};

}  // namespace gatehouse::store::sqlite
