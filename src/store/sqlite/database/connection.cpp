// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/connection.h"

#include "store/sqlite/database/gathering_vfs.h"
#include "store/sqlite/database/query.h"

namespace gatehouse::store::sqlite {
namespace {

/// How long to wait for a lock that another program, such as a backup or a shell, holds on the file.
constexpr int busy_milliseconds = 5000;

/// Returns the file system over SQLite's VFS for a file that only one program opens, with any number of
/// connections. That VFS keeps the index of the log in memory. An index that is mapped from a file would end
/// the program with SIGBUS when the disk is full.
const char* usual_file_system() {
  static const GatheringVfs over_sole_program{"unix-excl"};
  return over_sole_program.name();
}

constexpr const char* common_settings =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;";

// synchronous: NORMAL would lose acknowledged commits when power fails. secure_delete: overwrites the hash of
// a deleted user. wal_autocheckpoint: in pages, so 16 MiB. Random ids and addresses touch pages everywhere,
// and a page that changes again before the checkpoint costs nothing more.
constexpr const char* write_settings =
    "PRAGMA synchronous = FULL;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA wal_autocheckpoint = 4096;"
    "PRAGMA journal_size_limit = 67108864;";

constexpr const char* read_settings = "PRAGMA query_only = ON;";

/// Turns off SQLite's memory statistics. They take a mutex at every allocation, which is a seventh of the
/// time of a sign-up. It has an effect only before the program first uses SQLite.
void keep_no_memory_statistics() {
  [[maybe_unused]] static const int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool set(sqlite3* handle, int option, int value) {
  return sqlite3_db_config(handle, option, value, nullptr) == SQLITE_OK;
}

}  // namespace

result<Connection, OpenError> Connection::open(const Location& location, Access access) {
  keep_no_memory_statistics();
  sqlite3* handle = nullptr;
  const char* file_system = location.file_system.empty() ? usual_file_system() : location.file_system.c_str();
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                        SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(location.file.c_str(), &handle, flags, file_system);
  Connection connection{handle};
  const auto refuse = [&](StoreError error, const std::string& why) {
    return OpenError{error, "cannot open the database " + location.file.string() + ": " + why};
  };
  if (code != SQLITE_OK) {
    return refuse(to_store_error(code), handle != nullptr ? connection.error_text() : sqlite3_errstr(code));
  }
  if (access == Access::write && sqlite3_db_readonly(handle, "main") == 1) {
    return refuse(StoreError::unavailable, "it is read-only");
  }
  if (!connection.configure(access)) return refuse(connection.error(), connection.error_text());
  return connection;
}

bool Connection::configure(Access access) {
  sqlite3* handle = handle_.get();
  sqlite3_busy_timeout(handle, busy_milliseconds);
  // A manipulated file must not run functions from its schema, and SQL must not write to
  // the file's structure.
  const bool safe = set(handle, SQLITE_DBCONFIG_DEFENSIVE, 1) &&
                    set(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0) &&
                    set(handle, SQLITE_DBCONFIG_DQS_DDL, 0) && set(handle, SQLITE_DBCONFIG_DQS_DML, 0) &&
                    set(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
  if (!safe || execute(common_settings) != SQLITE_OK) return false;
  if (access == Access::read) return execute(read_settings) == SQLITE_OK;
  Query mode{*this, "PRAGMA journal_mode = WAL"};
  if (mode.step() != SQLITE_ROW || mode.text(0) != "wal") return false;
  return execute(write_settings) == SQLITE_OK;
}

sqlite3_stmt* Connection::prepare(Sql sql) {
  auto& kept = statements_[sql.text];
  if (!kept) {
    sqlite3_stmt* fresh = nullptr;
    sqlite3_prepare_v3(handle_.get(), sql.text, -1, SQLITE_PREPARE_PERSISTENT, &fresh, nullptr);
    kept.reset(fresh);
  }
  return kept.get();
}

int Connection::execute(const char* statements) noexcept {
  return sqlite3_exec(handle_.get(), statements, nullptr, nullptr, nullptr);
}

void Connection::stop_when(const std::stop_token& stop) noexcept {
  constexpr int instructions = 10'000;  // of SQLite's virtual machine: a few tenths of a millisecond
  const auto ask = [](void* token) noexcept -> int {
    return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
  };
  sqlite3_progress_handler(handle_.get(), instructions, ask, const_cast<std::stop_token*>(&stop));
}

StoreError Connection::error() const noexcept { return to_store_error(error_code()); }

StoreError to_store_error(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return StoreError::damaged;
    default:
      return StoreError::unavailable;
  }
}

}  // namespace gatehouse::store::sqlite
