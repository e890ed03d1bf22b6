#pragma once
// SPDX-License-Identifier: Apache-2.0
// A disk that fails, or stands still, when a test says so.

#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "store/sqlite/database/gathering_vfs.h"

namespace gatehouse::store {

/// A file system for SQLite (`SqliteOptions::file_system`) over the usual one, and below the store's own.
/// Never really syncs: the tests that use it end the store, not the machine. Outlives the stores that use it.
class FailingVfs {
 public:
  static constexpr std::uint64_t never = UINT64_MAX;

  FailingVfs();
  ~FailingVfs();
  FailingVfs(const FailingVfs&) = delete;
  FailingVfs& operator=(const FailingVfs&) = delete;

  [[nodiscard]] std::string name() const { return gathering_->name(); }

  /// Call number `at` from now on (1: the next) fails, and if `lasting` all that follow. Reads, writes,
  /// syncs, truncations, openings, deletions and shared memory count.
  void fail_at(std::uint64_t at, bool lasting);
  /// From now on writes and syncs fail as on a full disk.
  void fill() { full_ = true; }
  /// No more failures.
  void heal();
  /// Whether a call has failed since `fail_at` or `fill`.
  [[nodiscard]] bool has_failed() const { return failed_; }

  /// How often the log was synced: a commit does it once.
  [[nodiscard]] std::uint64_t log_syncs() const { return log_syncs_; }
  /// How often the log was written to.
  [[nodiscard]] std::uint64_t log_writes() const { return log_writes_; }

  /// The next sync of the log waits for `release`.
  void hold();
  /// Returns once a sync waits.
  void wait_until_held();
  void release();

  // For the calls of the file system itself.
  /// Counts a call; true when it must fail.
  bool fails();
  bool is_full();
  void sync_log();
  void write_log() { ++log_writes_; }

 private:
  std::string name_;
  sqlite3_vfs vfs_;
  std::optional<sqlite::GatheringVfs> gathering_;
  std::atomic<std::uint64_t> calls_left_{never};
  std::atomic<bool> lasting_{false};
  std::atomic<bool> full_{false};
  std::atomic<bool> failed_{false};
  std::atomic<std::uint64_t> log_syncs_{0};
  std::atomic<std::uint64_t> log_writes_{0};

  std::mutex mutex_;
  std::condition_variable changed_;
  bool hold_ = false;
  bool held_ = false;
};

}  // namespace gatehouse::store
