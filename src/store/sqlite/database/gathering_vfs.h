#pragma once
// SPDX-License-Identifier: Apache-2.0
// A SQLite VFS that writes a commit's pages to the log in one piece.

#include <sqlite3.h>

#include <string>

namespace gatehouse::store::sqlite {

/// A VFS (sqlite.org/vfs.html) on top of another one. It is registered while this object lives. SQLite
/// appends to its write-ahead log with two writes a page. This VFS gathers them until SQLite syncs the log or
/// uses it in another way, and then writes them at once, or in pieces of 120 KiB. If that write fails, the
/// operation that caused it fails with the same error.
///
/// It requires that only one connection writes to the database, with `synchronous=FULL`, so that no reader
/// looks for a page in the log before the sync that ends its commit. It also requires a base VFS with
/// SQLITE_IOCAP_POWERSAFE_OVERWRITE, which SQLite's own have; without it SQLite pads the log after the sync.
/// It must outlive its connections.
class GatheringVfs : private sqlite3_vfs {
 public:
  /// Creates the VFS on top of the VFS with the name `base`.
  explicit GatheringVfs(const char* base);
  ~GatheringVfs();
  GatheringVfs(const GatheringVfs&) = delete;
  GatheringVfs& operator=(const GatheringVfs&) = delete;

  /// Returns the VFS name to open a connection with. That is the base's name when registration failed.
  [[nodiscard]] const char* name() const noexcept { return zName; }

 private:
  static int open(sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags,
                  int* out_flags) noexcept;

  sqlite3_vfs* base_;
  std::string own_name_;
};

}  // namespace gatehouse::store::sqlite
