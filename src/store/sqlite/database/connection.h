#pragma once
// SPDX-License-Identifier: Apache-2.0
// One connection to a SQLite file, set up for safety, with its prepared statements.

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <utility>

#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::store::sqlite {

/// The text of a statement. It must be a literal, so that it never contains external input (CWE-89).
struct Sql {
  consteval Sql(const char* literal) : text(literal) {}  // NOLINT(google-explicit-constructor)
  const char* text;
};

/// The file, and the SQLite file system to open it with. Empty: the usual one. Tests pass one that fails.
struct Location {
  std::filesystem::path file;
  std::string file_system;
};

enum class Access { read, write };

/// An open connection. Only one thread at a time may use it.
class Connection {
 public:
  [[nodiscard]] static result<Connection, OpenError> open(const Location& location, Access access);

  /// Returns the prepared statement for `sql`, which is prepared at its first use. Returns null when that
  /// fails; see `error()`.
  [[nodiscard]] sqlite3_stmt* prepare(Sql sql);

  /// Runs statements that return no rows. Returns SQLITE_OK or an error code.
  int execute(const char* statements) noexcept;

  /// Makes statements fail once a stop is requested. `stop` must outlive the connection.
  void stop_when(const std::stop_token& stop) noexcept;

  /// Returns whether no transaction is open. After some errors SQLite rolls back by itself.
  [[nodiscard]] bool is_idle() const noexcept { return sqlite3_get_autocommit(handle_.get()) != 0; }

  /// Returns how many rows the last INSERT, UPDATE or DELETE changed.
  [[nodiscard]] std::int64_t changed_rows() const noexcept { return sqlite3_changes64(handle_.get()); }

  [[nodiscard]] int error_code() const noexcept { return sqlite3_extended_errcode(handle_.get()); }
  [[nodiscard]] std::string error_text() const { return sqlite3_errmsg(handle_.get()); }
  /// Returns what the last failure means to the store's callers. Constraint violations are left
  /// to each operation.
  [[nodiscard]] StoreError error() const noexcept;

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };

  explicit Connection(sqlite3* handle) : handle_(handle) {}
  /// Applies the settings. Returns false when one of them fails.
  bool configure(Access access);

  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Close>> statements_;
};

/// Returns what a result code of SQLite means to the store's callers.
[[nodiscard]] StoreError to_store_error(int code) noexcept;

}  // namespace gatehouse::store::sqlite
