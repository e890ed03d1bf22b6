// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/gathering_vfs.h"

#include <sqlite3.h>

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <string>

namespace gatehouse::store::sqlite {
namespace {

/// A write-ahead log. SQLite allocates `szOsFile` bytes: this object, followed by the file of the base VFS.
class WalFile : public sqlite3_file {
 public:
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods& base() { return *real()->pMethods; }

  int write(const void* data, int length, sqlite3_int64 at) {
    if (at != start_ + gathered_ || length > capacity - gathered_) {
      if (const int code = flush_or_forget(); code != SQLITE_OK) return code;
      start_ = at;
    }
    if (length > capacity || !has_memory()) return base().xWrite(real(), data, length, at);
    std::memcpy(memory_.get() + gathered_, data, static_cast<std::size_t>(length));
    gathered_ += length;
    return SQLITE_OK;
  }

  /// Writes the gathered bytes. When that fails they are kept, and the next call tries again: SQLite believes
  /// that they are in the file, and after a failed read it may still commit.
  int flush() {
    if (gathered_ == 0) return SQLITE_OK;
    const int code = base().xWrite(real(), memory_.get(), gathered_, start_);
    if (code == SQLITE_OK) gathered_ = 0;
    return code;
  }

  /// As `flush`, for writes and syncs. When one of these fails, SQLite gives up the whole transaction, so the
  /// rest of its commit must not reach the file later.
  int flush_or_forget() {
    const int code = flush();
    gathered_ = 0;
    return code;
  }

 private:
  /// In bytes. SQLite's Unix VFS writes less than 128 KiB at once.
  static constexpr int capacity = 120 * 1024;

  bool has_memory() {
    if (!memory_) memory_.reset(new (std::nothrow) std::byte[capacity]);
    return memory_ != nullptr;
  }

  std::unique_ptr<std::byte[]> memory_;
  int gathered_ = 0;         // the number of gathered bytes
  sqlite3_int64 start_ = 0;  // their offset in the file
};

WalFile& log_of(sqlite3_file* file) { return *static_cast<WalFile*>(file); }

template <class... Parameters>
using Method = int (*sqlite3_io_methods::*)(sqlite3_file*, Parameters...);

/// Calls `method` of the base VFS.
template <class... Parameters, class... Arguments>
int call(sqlite3_file* file, Method<Parameters...> method, Arguments... arguments) {
  WalFile& log = log_of(file);
  return (log.base().*method)(log.real(), arguments...);
}

/// As `call`, after the gathered bytes were written to the file.
template <class... Parameters, class... Arguments>
int call_flushed(sqlite3_file* file, Method<Parameters...> method, Arguments... arguments) {
  if (const int code = log_of(file).flush(); code != SQLITE_OK) return code;
  return call(file, method, arguments...);
}

int close(sqlite3_file* file) {
  const int code = call(file, &sqlite3_io_methods::xClose);
  log_of(file).~WalFile();  // drops what was gathered for a transaction that was not committed
  return code;
}
int write(sqlite3_file* file, const void* data, int length, sqlite3_int64 at) {
  return log_of(file).write(data, length, at);
}
int read(sqlite3_file* file, void* out, int length, sqlite3_int64 at) {
  return call_flushed(file, &sqlite3_io_methods::xRead, out, length, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 length) {
  return call_flushed(file, &sqlite3_io_methods::xTruncate, length);
}
int sync(sqlite3_file* file, int flags) {
  if (const int code = log_of(file).flush_or_forget(); code != SQLITE_OK) return code;
  return call(file, &sqlite3_io_methods::xSync, flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return call_flushed(file, &sqlite3_io_methods::xFileSize, size);
}
int control(sqlite3_file* file, int operation, void* argument) {
  return call_flushed(file, &sqlite3_io_methods::xFileControl, operation, argument);
}
int lock(sqlite3_file* file, int level) { return call(file, &sqlite3_io_methods::xLock, level); }
int unlock(sqlite3_file* file, int level) { return call(file, &sqlite3_io_methods::xUnlock, level); }
int check_lock(sqlite3_file* file, int* out) {
  return call(file, &sqlite3_io_methods::xCheckReservedLock, out);
}
int sector_size(sqlite3_file* file) { return call(file, &sqlite3_io_methods::xSectorSize); }
int characteristics(sqlite3_file* file) { return call(file, &sqlite3_io_methods::xDeviceCharacteristics); }

/// Version 1 has no shared memory and no mapped pages. SQLite uses those for the database's file only.
constexpr sqlite3_io_methods log_methods{.iVersion = 1,
                                         .xClose = close,
                                         .xRead = read,
                                         .xWrite = write,
                                         .xTruncate = truncate,
                                         .xSync = sync,
                                         .xFileSize = file_size,
                                         .xLock = lock,
                                         .xUnlock = unlock,
                                         .xCheckReservedLock = check_lock,
                                         .xFileControl = control,
                                         .xSectorSize = sector_size,
                                         .xDeviceCharacteristics = characteristics,
                                         .xShmMap = nullptr,
                                         .xShmLock = nullptr,
                                         .xShmBarrier = nullptr,
                                         .xShmUnmap = nullptr,
                                         .xFetch = nullptr,
                                         .xUnfetch = nullptr};

}  // namespace

GatheringVfs::GatheringVfs(const char* base)
    : sqlite3_vfs{}, base_(sqlite3_vfs_find(base)), own_name_(std::string{"gathering-"} + base) {
  if (base_ != nullptr) {
    // The other functions of the base VFS are called with this object and find their data in it.
    static_cast<sqlite3_vfs&>(*this) = *base_;
    szOsFile = base_->szOsFile + static_cast<int>(sizeof(WalFile));
    pNext = nullptr;
    zName = own_name_.c_str();
    xOpen = open;
    if (sqlite3_vfs_register(this, 0) == SQLITE_OK) return;
  }
  own_name_ = base;
  zName = own_name_.c_str();
}

GatheringVfs::~GatheringVfs() { sqlite3_vfs_unregister(this); }

int GatheringVfs::open(sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags,
                       int* out_flags) noexcept {
  sqlite3_vfs* base = static_cast<GatheringVfs*>(self)->base_;
  if ((flags & SQLITE_OPEN_WAL) == 0) return base->xOpen(base, path, file, flags, out_flags);
  WalFile* log = new (file) WalFile{};
  log->pMethods = nullptr;  // not open, so SQLite does not close it
  const int code = base->xOpen(base, path, log->real(), flags, out_flags);
  if (log->real()->pMethods != nullptr) log->pMethods = &log_methods;
  return code;
}

}  // namespace gatehouse::store::sqlite
