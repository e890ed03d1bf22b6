// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.h"

#include <functional>
#include <utility>

#include "store/sqlite/backup.h"
#include "store/sqlite/database/connection.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/database/readers.h"
#include "store/sqlite/ready_folder.h"
#include "store/sqlite/sqlite_clients.h"
#include "store/sqlite/sqlite_keys.h"
#include "store/sqlite/sqlite_sessions.h"
#include "store/sqlite/statements/restore_statements.h"
#include "store/sqlite/statements/session_statements.h"
#include "store/sqlite/statements/user_statements.h"
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

/// Ends the sessions of a user that was changed, in the same transaction.
StoreResult<User> end_sessions(Connection& connection, StoreResult<User> changed,
                               const std::optional<Uuid>& kept, EndReason reason, TimePoint now,
                               Changes& changes) {
  if (!changed) return changed;
  const auto ended = sqlite::end_all_sessions(connection, changed->id, kept, reason, now, changes);
  if (!ended) return ended.error();
  return changed;
}

class SqliteStore final : public Store {
 public:
  SqliteStore(sqlite::ReadyFolder ready, const SqliteOptions& options, std::shared_ptr<Log> log)
      : folder_(std::move(ready.folder)),
        clock_(*options.clock),
        backups_(ready.location),
        readers_(std::move(ready.location)),
        writer_(std::move(ready.connection), {options.queue_limit, options.login_note_delay}, changes_,
                std::move(log)) {}

  awaitable<StoreResult<User>> create_user(NewUser user) override {
    Work<User> work = [user = std::move(user), &clock = clock_](Connection& c, Changes&) mutable {
      return sqlite::create_user(c, std::move(user), clock.now());
    };
    return writer_.submit<User>(std::move(work));
  }

  awaitable<StoreResult<std::vector<std::optional<StoreError>>>> create_users(
      std::vector<NewUser> users) override {
    using Errors = std::vector<std::optional<StoreError>>;
    Work<Errors> work = [users = std::move(users), &clock = clock_](Connection& c, Changes&) {
      return sqlite::create_users(c, users, clock.now());
    };
    return writer_.submit<Errors>(std::move(work));
  }

  awaitable<StoreResult<User>> find_user_by_email(std::string folded) override {
    auto found = readers_.read([&](Connection& c) { return sqlite::find_user_by_email(c, folded); });
    co_return found;
  }

  awaitable<StoreResult<User>> find_user_by_id(Uuid id) override {
    auto found = readers_.read([&](Connection& c) { return sqlite::find_user_by_id(c, id); });
    co_return found;
  }

  awaitable<StoreResult<UserPage>> list_users(std::string prefix, std::string after,
                                              std::size_t limit) override {
    auto page = readers_.read([&](Connection& c) { return sqlite::list_users(c, prefix, after, limit); });
    co_return page;
  }

  awaitable<StoreResult<std::uint64_t>> count_users() override {
    auto count = readers_.read([](Connection& c) { return sqlite::count_users(c); });
    co_return count;
  }

  awaitable<StoreResult<User>> update_password_hash(Uuid id, std::string expected_hash, std::string new_hash,
                                                    int new_version) override {
    return change(id, [=](Connection& c, TimePoint now) {
      return sqlite::update_password_hash(c, id, now, expected_hash, new_hash, new_version);
    });
  }

  awaitable<StoreResult<User>> update_password(Uuid id, std::string expected_hash, std::string new_hash,
                                               int new_version, std::optional<Uuid> kept_session) override {
    Work<User> work = [=, &clock = clock_](Connection& c, Changes& changes) {
      const auto now = clock.now();
      changes.users.push_back(id);
      auto updated = sqlite::update_password_hash(c, id, now, expected_hash, new_hash, new_version);
      return end_sessions(c, std::move(updated), kept_session, EndReason::password_changed, now, changes);
    };
    return writer_.submit<User>(std::move(work));
  }

  awaitable<StoreResult<User>> update_email(Uuid id, std::string email,
                                            std::optional<std::string> expected_hash,
                                            std::optional<Uuid> kept_session) override {
    Work<User> work = [=, &clock = clock_](Connection& c, Changes& changes) {
      const auto now = clock.now();
      changes.users.push_back(id);
      auto updated = sqlite::update_email(c, id, now, email, expected_hash);
      return end_sessions(c, std::move(updated), kept_session, EndReason::email_changed, now, changes);
    };
    return writer_.submit<User>(std::move(work));
  }

  awaitable<StoreResult<User>> update_disabled(Uuid id, bool disabled) override {
    Work<User> work = [=, &clock = clock_](Connection& c, Changes& changes) {
      const auto now = clock.now();
      changes.users.push_back(id);
      auto updated = sqlite::update_disabled(c, id, now, disabled);
      return disabled
                 ? end_sessions(c, std::move(updated), std::nullopt, EndReason::user_disabled, now, changes)
                 : updated;
    };
    return writer_.submit<User>(std::move(work));
  }

  awaitable<StoreResult<User>> update_roles(Uuid id, Roles expected, Roles roles) override {
    return change(
        id, [=](Connection& c, TimePoint now) { return sqlite::update_roles(c, id, now, expected, roles); });
  }

  awaitable<StoreResult<>> delete_user(Uuid id, std::optional<std::string> expected_hash) override {
    Work<void> work = [=, &clock = clock_](Connection& c, Changes& changes) -> StoreResult<> {
      changes.users.push_back(id);
      // Kept as ended until their tokens have expired, because an import may create a user with the same id.
      const auto ended =
          sqlite::end_all_sessions(c, id, std::nullopt, EndReason::user_deleted, clock.now(), changes);
      if (!ended) return ended.error();
      if (auto erased = sqlite::erase_origins(c, id); !erased) return erased;
      return sqlite::delete_user(c, id, expected_hash);
    };
    return writer_.submit<void>(std::move(work));
  }

  void update_last_login(Uuid id, TimePoint at) noexcept override { writer_.note_login(id, at); }

  awaitable<StoreResult<std::optional<TimePoint>>> find_epoch() override {
    auto found = readers_.read([](Connection& c) { return sqlite::find_epoch(c); });
    co_return found;
  }

  awaitable<result<void, OpenError>> write_backup(std::filesystem::path file) override {
    return backups_.write(std::move(file));
  }

  awaitable<StoreResult<>> check() override {
    auto outcome = readers_.read(check_reading);
    if (!outcome || writer_.is_healthy()) co_return outcome;
    // The probe writes itself: when a failing probe keeps requests away, nothing else may write any more.
    Work<void> work = [](Connection& c, Changes&) { return check_writing(c); };
    outcome = co_await writer_.submit<void>(std::move(work));
    co_return outcome;
  }

  ChangeFeed& changes() noexcept override { return changes_; }

  KeyStore& keys() noexcept override { return keys_; }

  SessionStore& sessions() noexcept override { return sessions_; }

  ClientStore& clients() noexcept override { return clients_; }

  void close() noexcept override {
    backups_.close();
    writer_.close();
  }

 private:
  template <class T>
  using Work = sqlite::Writer::Work<T>;

  /// Makes a change to one user.
  awaitable<StoreResult<User>> change(const Uuid& id,
                                      std::function<StoreResult<User>(Connection&, TimePoint)> making) {
    // The work reads the clock, so that the time is that of the change and not of its queueing.
    Work<User> work = [id, making = std::move(making), &clock = clock_](Connection& c, Changes& changes) {
      changes.users.push_back(id);
      return making(c, clock.now());
    };
    return writer_.submit<User>(std::move(work));
  }

  DataFolder folder_;  // first, so that it is released last
  const Clock& clock_;
  ChangeFeed changes_;
  sqlite::BackupWriter backups_;
  sqlite::Readers readers_;
  sqlite::Writer writer_;
  sqlite::SqliteKeys keys_{readers_, writer_};
  sqlite::SqliteSessions sessions_{readers_, writer_, clock_};
  sqlite::SqliteClients clients_{readers_, writer_, clock_};
};

}  // namespace

result<std::unique_ptr<Store>, OpenError> open_sqlite(SqliteOptions options) {
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
