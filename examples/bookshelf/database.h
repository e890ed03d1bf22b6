#pragma once
// SPDX-License-Identifier: Apache-2.0
// A small wrapper around SQLite with only what the example needs.

#include <sqlite3.h>

#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bookshelf {

/// Thrown when a value violates a UNIQUE or PRIMARY KEY constraint.
struct Conflict : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One statement. Its parameters are bound in order with `<<`, and its rows are read one by one.
class Statement {
 public:
  Statement(sqlite3* connection, std::string_view sql);

  Statement& operator<<(std::int64_t value);
  Statement& operator<<(std::string_view value);

  /// Moves to the next row. Returns false after the last row. Throws Conflict or std::runtime_error.
  bool step();
  /// Runs a statement that returns no rows. Returns the number of changed rows.
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

/// One connection, which is lent to one request at a time. A statement here takes microseconds. A service
/// with slower statements should run them on a separate thread.
class Database {
 public:
  explicit Database(const std::string& path);

  /// The exclusive right to use the connection.
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
