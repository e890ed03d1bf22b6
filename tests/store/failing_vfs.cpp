// SPDX-License-Identifier: Apache-2.0
#include "store/failing_vfs.h"

#include <stdexcept>

namespace gatehouse::store {
namespace {

/// SQLite allocates `szOsFile` bytes: this object, followed by the real file.
struct File {
  sqlite3_file base;
  FailingVfs* owner;
  bool is_log;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
const sqlite3_io_methods& real(sqlite3_file* file) { return *ours(file).real()->pMethods; }
bool fails(sqlite3_file* file) { return ours(file).owner->fails(); }
bool is_full(sqlite3_file* file) { return ours(file).owner->is_full(); }

int close(sqlite3_file* f) { return real(f).xClose(ours(f).real()); }
int read(sqlite3_file* f, void* out, int length, sqlite3_int64 at) {
  return fails(f) ? SQLITE_IOERR_READ : real(f).xRead(ours(f).real(), out, length, at);
}
int write(sqlite3_file* f, const void* data, int length, sqlite3_int64 at) {
  if (ours(f).is_log) ours(f).owner->write_log();
  if (is_full(f)) return SQLITE_FULL;
  return fails(f) ? SQLITE_IOERR_WRITE : real(f).xWrite(ours(f).real(), data, length, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 length) {
  return fails(f) ? SQLITE_IOERR_TRUNCATE : real(f).xTruncate(ours(f).real(), length);
}
int sync(sqlite3_file* f, int) {
  if (ours(f).is_log) ours(f).owner->sync_log();
  return fails(f) || is_full(f) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}
int file_size(sqlite3_file* f, sqlite3_int64* size) { return real(f).xFileSize(ours(f).real(), size); }
int lock(sqlite3_file* f, int level) { return real(f).xLock(ours(f).real(), level); }
int unlock(sqlite3_file* f, int level) { return real(f).xUnlock(ours(f).real(), level); }
int check_lock(sqlite3_file* f, int* out) { return real(f).xCheckReservedLock(ours(f).real(), out); }
int control(sqlite3_file* f, int operation, void* argument) {
  return real(f).xFileControl(ours(f).real(), operation, argument);
}
int sector_size(sqlite3_file* f) { return real(f).xSectorSize(ours(f).real()); }
int characteristics(sqlite3_file* f) { return real(f).xDeviceCharacteristics(ours(f).real()); }
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return fails(f) ? SQLITE_IOERR_SHMMAP : real(f).xShmMap(ours(f).real(), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f).xShmLock(ours(f).real(), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) { real(f).xShmBarrier(ours(f).real()); }
int shm_unmap(sqlite3_file* f, int remove) { return real(f).xShmUnmap(ours(f).real(), remove); }

constexpr sqlite3_io_methods methods{
    2,         close,      read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,    nullptr};

sqlite3_vfs* usual() { return sqlite3_vfs_find(nullptr); }

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  auto* owner = static_cast<FailingVfs*>(vfs->pAppData);
  file->pMethods = nullptr;
  if (owner->fails()) return SQLITE_CANTOPEN;
  ours(file).owner = owner;
  ours(file).is_log = (flags & SQLITE_OPEN_WAL) != 0;
  const int code = usual()->xOpen(usual(), path, ours(file).real(), flags, out_flags);
  if (ours(file).real()->pMethods != nullptr) file->pMethods = &methods;
  return code;
}

int remove(sqlite3_vfs* vfs, const char* path, int) {
  const bool failing = static_cast<FailingVfs*>(vfs->pAppData)->fails();
  return failing ? SQLITE_IOERR_DELETE : usual()->xDelete(usual(), path, 0);
}

std::atomic<unsigned> made{0};

}  // namespace

FailingVfs::FailingVfs() : name_("failing-" + std::to_string(++made)), vfs_(*usual()) {
  vfs_.szOsFile += static_cast<int>(sizeof(File));
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error{"sqlite3_vfs_register"};
  gathering_.emplace(name_.c_str());
}

FailingVfs::~FailingVfs() {
  gathering_.reset();
  sqlite3_vfs_unregister(&vfs_);
}

void FailingVfs::fail_at(std::uint64_t at, bool lasting) {
  failed_ = false;
  lasting_ = lasting;
  calls_left_ = at;
}

void FailingVfs::heal() {
  calls_left_ = never;
  lasting_ = false;
  full_ = false;
}

bool FailingVfs::fails() {
  auto left = calls_left_.load();
  if (left == never) return false;
  while (left > 0 && !calls_left_.compare_exchange_weak(left, left - 1)) {
  }
  // 1: this call fails; 0: it has failed before.
  const bool failing = left == 1 || (left == 0 && lasting_);
  if (failing) failed_ = true;
  return failing;
}

bool FailingVfs::is_full() {
  if (full_) failed_ = true;
  return full_;
}

void FailingVfs::sync_log() {
  ++log_syncs_;
  std::unique_lock lock{mutex_};
  if (!hold_) return;
  held_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return !hold_; });
  held_ = false;
}

void FailingVfs::hold() {
  const std::lock_guard lock{mutex_};
  hold_ = true;
}

void FailingVfs::wait_until_held() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return held_; });
}

void FailingVfs::release() {
  const std::lock_guard lock{mutex_};
  hold_ = false;
  changed_.notify_all();
}

}  // namespace gatehouse::store
