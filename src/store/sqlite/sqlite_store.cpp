// SPDX-License-Identifier: Apache-2.0
// The store in a SQLite file.

#include <utility>

#include "store/open_store.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/database/reader_thread.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/ready_folder.h"
#include "store/sqlite/sqlite_audit.h"
#include "store/sqlite/sqlite_clients.h"
#include "store/sqlite/sqlite_keys.h"
#include "store/sqlite/sqlite_sessions.h"
#include "store/sqlite/sqlite_users.h"
#include "store/sqlite/statements/restore_statements.h"
#include "store/sqlite/writer/writer.h"

namespace gatehouse::store {
namespace {

using sqlite::Connection;

StoreResult<> check_reading(Connection& connection) {
  sqlite::Query read{connection, "SELECT max(version) FROM schema_migrations"};
  if (read.step() != SQLITE_ROW) return connection.error();
  return {};
}

/// Adds a row and removes it again. SQLite skips an update that changes nothing, but it writes a page
/// that was modified.
StoreResult<> check_writing(Connection& connection) {
  sqlite::Query add{connection,
                    "INSERT INTO schema_migrations (version, name, applied_at) VALUES (-1, 'probe', 0)"};
  if (add.step() != SQLITE_DONE) return connection.error();
  sqlite::Query remove{connection, "DELETE FROM schema_migrations WHERE version = -1"};
  if (remove.step() != SQLITE_DONE) return connection.error();
  return {};
}

/// Writes backups for the part of the interface that offers them.
class SqliteMaintenance final : public Maintenance {
 public:
  explicit SqliteMaintenance(sqlite::Location from) : backups_(std::move(from)) {}

  awaitable<result<void, OpenError>> write_backup(std::filesystem::path file) override {
    return backups_.write(std::move(file));
  }
  void close() noexcept { backups_.close(); }

 private:
  sqlite::BackupWriter backups_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(sqlite::ReadyFolder ready, const StoreOptions& options, std::shared_ptr<Log> log)
      : folder_(std::move(ready.folder)),
        clock_(*options.clock),
        sealer_(options.sealer),
        maintenance_(ready.location),
        readers_(ready.location),
        reader_thread_(std::move(ready.location)),
        writer_(std::move(ready.connection), {options.queue_limit, options.login_note_delay}, changes_,
                sealer_, std::move(log), options.counts) {}

  UserStore& users() noexcept override { return users_; }
  SessionStore& sessions() noexcept override { return sessions_; }
  ClientStore& clients() noexcept override { return clients_; }
  KeyStore& keys() noexcept override { return keys_; }
  AuditStore& audit() noexcept override { return audit_; }
  ChangeFeed& changes() noexcept override { return changes_; }
  Maintenance* maintenance() noexcept override { return &maintenance_; }

  awaitable<StoreResult<std::optional<TimePoint>>> epoch() override {
    auto found = readers_.read([](Connection& c) { return sqlite::find_epoch(c); });
    co_return found;
  }

  awaitable<StoreResult<>> check() override {
    auto outcome = readers_.read(check_reading);
    if (!outcome || writer_.is_healthy()) co_return outcome;
    // The probe writes itself: when a failing probe keeps requests away, nothing else may write any more.
    sqlite::Writer::Work<void> work = [](Connection& c, Changes&) { return check_writing(c); };
    outcome = co_await writer_.submit<void>(std::move(work));
    co_return outcome;
  }

  void close() noexcept override {
    maintenance_.close();
    reader_thread_.close();
    writer_.close();
  }

 private:
  DataFolder folder_;  // first, so that it is released last
  const Clock& clock_;
  const std::shared_ptr<const Sealer> sealer_;
  ChangeFeed changes_;
  SqliteMaintenance maintenance_;
  sqlite::Readers readers_;
  sqlite::ReaderThread reader_thread_;
  sqlite::Writer writer_;
  sqlite::SqliteUsers users_{readers_, reader_thread_, writer_, clock_, sealer_.get()};
  sqlite::SqliteSessions sessions_{readers_, reader_thread_, writer_, clock_};
  sqlite::SqliteClients clients_{readers_, reader_thread_, writer_, clock_};
  sqlite::SqliteKeys keys_{readers_, writer_, clock_};
  sqlite::SqliteAudit audit_{reader_thread_, writer_, clock_, sealer_.get()};
};

}  // namespace

result<std::unique_ptr<Store>, OpenError> open_store(StoreOptions options) {
  auto log = options.log ? options.log : make_null_log();
  auto ready = sqlite::make_ready(options);
  if (!ready) return ready.error();
  for (const auto& name : ready->report.applied) {
    log->write(LogLevel::info, "the database's schema was changed", {{"migration", std::string_view{name}}});
  }
  std::unique_ptr<Store> opened = std::make_unique<SqliteStore>(std::move(*ready), options, std::move(log));
  return opened;
}

}  // namespace gatehouse::store
