// SPDX-License-Identifier: Apache-2.0
#include "database.h"

namespace bookshelf {
namespace {

constexpr const char* tables = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS members (
    email TEXT PRIMARY KEY, role TEXT NOT NULL, password_hash TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS books (
    id INTEGER PRIMARY KEY, isbn TEXT NOT NULL UNIQUE, title TEXT NOT NULL, author TEXT NOT NULL,
    year INTEGER, borrower TEXT REFERENCES members) STRICT;
)sql";

}  // namespace

Statement::Statement(sqlite3* connection, std::string_view sql) : connection_(connection) {
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v2(connection, sql.data(), static_cast<int>(sql.size()), &made, nullptr) != SQLITE_OK) {
    throw std::runtime_error{sqlite3_errmsg(connection)};
  }
  statement_.reset(made);
}

Statement& Statement::operator<<(std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), ++bound_, value);
  return *this;
}

Statement& Statement::operator<<(std::string_view value) {
  sqlite3_bind_text(statement_.get(), ++bound_, value.data(), static_cast<int>(value.size()),
                    SQLITE_TRANSIENT);
  return *this;
}

bool Statement::step() {
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  if (status == SQLITE_CONSTRAINT) throw Conflict{sqlite3_errmsg(connection_)};
  throw std::runtime_error{sqlite3_errmsg(connection_)};
}

int Statement::run() {
  while (step()) {
  }
  return sqlite3_changes(connection_);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Database::Database(const std::string& path) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open(path.c_str(), &opened);
  connection_.reset(opened);
  if (status != SQLITE_OK || sqlite3_exec(opened, tables, nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error{path + ": " + sqlite3_errmsg(opened)};
  }
}

}  // namespace bookshelf
