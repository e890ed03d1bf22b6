#pragma once
// SPDX-License-Identifier: Apache-2.0
// A file system of SQLite that writes a commit's pages to the log in one piece.

#include <sqlite3.h>

#include <string>

namespace gatehouse::store::sqlite {

/// A file system (sqlite.org/vfs.html) over another, registered while this lives. SQLite appends to its
/// write-ahead log by two writes a page; this keeps them until SQLite syncs the log, or needs it in another
/// way, and then makes one write of them, or one for each 120 KiB. What that fails with, the sync or whatever
/// else it was for fails with.
///
/// For databases that one connection writes to, with `synchronous=FULL`: nobody else then looks for a page in
/// the log before the sync that ends its commit. And for a base that has SQLITE_IOCAP_POWERSAFE_OVERWRITE, as
/// SQLite's own have: without it SQLite pads the log after the sync. Outlives its connections.
class GatheringVfs : private sqlite3_vfs {
 public:
  /// Over the one called `base`.
  explicit GatheringVfs(const char* base);
  ~GatheringVfs();
  GatheringVfs(const GatheringVfs&) = delete;
  GatheringVfs& operator=(const GatheringVfs&) = delete;

  /// What to open a connection with: the base, where this could not be registered.
  [[nodiscard]] const char* name() const noexcept { return zName; }

 private:
  static int open(sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags,
                  int* out_flags) noexcept;

  sqlite3_vfs* base_;
  std::string own_name_;
};

}  // namespace gatehouse::store::sqlite
