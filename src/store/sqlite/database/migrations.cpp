// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/database/migrations.h"

#include <string>

#include "store/sqlite/database/query.h"

namespace gatehouse::store::sqlite {
namespace {

constexpr Sql create_table =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    "version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT";

OpenError refuse(StoreError error, const std::string& why) {
  return {error, "cannot bring the database's schema up to date: " + why};
}

OpenError refuse(const Connection& connection) { return refuse(connection.error(), connection.error_text()); }

enum class Owner { nobody, we, others };

result<Owner, OpenError> find_owner(Connection& connection) {
  Query tables{connection,
               "SELECT count(*), coalesce(sum(name = 'schema_migrations'), 0) FROM sqlite_schema WHERE type "
               "= 'table'"};
  if (tables.step() != SQLITE_ROW) return refuse(connection);
  if (tables.integer(0) == 0) return Owner::nobody;
  return tables.integer(1) != 0 ? Owner::we : Owner::others;
}

result<int, OpenError> find_version(Connection& connection) {
  const auto owner = find_owner(connection);
  if (!owner) return owner.error();
  if (*owner == Owner::nobody) return 0;
  if (*owner == Owner::others) return refuse(StoreError::damaged, "the file belongs to another program");
  Query newest{connection, "SELECT coalesce(max(version), 0) FROM schema_migrations"};
  if (newest.step() != SQLITE_ROW) return refuse(connection);
  return static_cast<int>(newest.integer(0));
}

bool record(Connection& connection, const Migration& migration, TimePoint now) {
  if (Query{connection, create_table}.step() != SQLITE_DONE) return false;
  Query insert{connection, "INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)"};
  return insert.bind(migration.version).bind(migration.name).bind(now).step() == SQLITE_DONE;
}

/// Returns whether every row refers to one that exists.
bool is_coherent(Connection& connection) {
  Query check{connection, "PRAGMA foreign_key_check"};
  return check.step() == SQLITE_DONE;
}

result<void, OpenError> apply(Connection& connection, const Migration& migration, TimePoint now) {
  // A migration may make a table anew to which others refer. Dropping the old one must not touch their rows.
  // The pragma has no effect within a transaction.
  if (connection.execute("PRAGMA foreign_keys = OFF") != SQLITE_OK) return refuse(connection);
  const bool done = connection.execute("BEGIN IMMEDIATE") == SQLITE_OK &&
                    connection.execute(migration.sql) == SQLITE_OK && record(connection, migration, now) &&
                    is_coherent(connection) && connection.execute("COMMIT") == SQLITE_OK;
  const auto restore = [&] { return connection.execute("PRAGMA foreign_keys = ON") == SQLITE_OK; };
  if (done && restore()) return {};
  const auto error = refuse(connection.error(), std::string{migration.name} + ": " + connection.error_text());
  if (!connection.is_idle()) connection.execute("ROLLBACK");
  restore();
  return error;
}

}  // namespace

result<MigrationReport, OpenError> apply_migrations(Connection& connection, std::span<const Migration> known,
                                                    const Clock& clock) {
  const auto version = find_version(connection);
  if (!version) return version.error();
  const int newest = known.empty() ? 0 : known.back().version;
  if (*version > newest) {
    return OpenError{StoreError::newer_schema,
                     "the database has schema version " + std::to_string(*version) +
                         ", this program knows versions up to " + std::to_string(newest) +
                         ": start the newer program that changed it, or restore a backup"};
  }
  MigrationReport report{*version, *version, {}};
  for (const auto& migration : known) {
    if (migration.version <= *version) continue;
    if (auto done = apply(connection, migration, clock.now()); !done) return done.error();
    report.to = migration.version;
    report.applied.emplace_back(migration.name);
  }
  return report;
}

}  // namespace gatehouse::store::sqlite
