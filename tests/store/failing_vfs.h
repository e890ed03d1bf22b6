#pragma once
// SPDX-License-Identifier: Apache-2.0
// A disk that fails or blocks when a test says so.

#include <sqlite3.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "store/sqlite/database/gathering_vfs.h"

namespace gatehouse::store {

/// A file system for SQLite (`StoreOptions::file_system`) on top of the usual one and below the store's own.
/// It never really syncs, because the tests end only the store and not the machine. It must outlive the
/// stores that use it.
class FailingVfs {
 public:
  static constexpr std::uint64_t never = UINT64_MAX;

  FailingVfs();
  ~FailingVfs();
  FailingVfs(const FailingVfs&) = delete;
  FailingVfs& operator=(const FailingVfs&) = delete;

  [[nodiscard]] std::string name() const { return gathering_->name(); }

  /// Makes the call with the number `at`, counted from now (1: the next), fail; if `lasting`, all later ones
  /// too. Reads, writes, syncs, truncations, openings, deletions and shared memory count.
  void fail_at(std::uint64_t at, bool lasting);
  /// Makes writes and syncs fail from now on, as on a full disk.
  void fill() { full_ = true; }
  /// Ends all failures.
  void heal();
  /// Returns whether a call has failed since `fail_at` or `fill`.
  [[nodiscard]] bool has_failed() const { return failed_; }

  /// Returns how often the log was synced; a commit does it once.
  [[nodiscard]] std::uint64_t log_syncs() const { return log_syncs_; }
  /// Returns how often the log was written to.
  [[nodiscard]] std::uint64_t log_writes() const { return log_writes_; }

  /// Makes the next sync of the log wait for `release`.
  void hold();
  /// Blocks until a sync waits.
  void wait_until_held();
  void release();

  // Used by the functions of the file system.
  /// Counts a call. Returns true when it must fail.
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
