#pragma once
// SPDX-License-Identifier: Apache-2.0
// SQLite in as few lines as the example needs.

#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bookshelf {

/// A value that the database would not keep twice: a UNIQUE or PRIMARY KEY.
struct Conflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One statement, bound in order by `<<` and read row by row.
class Statement {
 public:
  Statement(sqlite3* connection, std::string_view sql);

  Statement& operator<<(std::int64_t value);
  Statement& operator<<(std::string_view value);

  /// To the next row; false behind the last. Throws Conflict, or std::runtime_error.
  bool step();
  /// To the end, for what gives no rows; how many rows it changed.
  int run();

  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
  }
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
  }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* connection_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
};

/// One connection, lent to one request at a time. A statement takes microseconds; a service whose statements
/// take longer gives them a thread of their own.
class Database {
 public:
  explicit Database(const std::string& path);

  /// The connection and the right to use it.
  class Lease {
   public:
    explicit Lease(Database& database) : lock_(database.mutex_), connection_(database.connection_.get()) {}
    [[nodiscard]] Statement operator()(std::string_view sql) const { return {connection_, sql}; }

   private:
    std::unique_lock<std::mutex> lock_;
    sqlite3* connection_;
  };
  [[nodiscard]] Lease lease() { return Lease{*this}; }

 private:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::mutex mutex_;
  std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace bookshelf
