// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/restore.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>

#include "gatehouse/base/descriptor.h"
#include "store/call.h"
#include "store/rules/audit_rules.h"
#include "store/sqlite/database/migrations.h"
#include "store/sqlite/database/query.h"
#include "store/sqlite/statements/audit_statements.h"
#include "store/sqlite/statements/restore_statements.h"
#include "store/sqlite/statements/user_statements.h"

namespace gatehouse::store::sqlite {
namespace {

OpenError refuse(StoreError error, const std::filesystem::path& backup, const std::string& why) {
  return {error, "cannot restore " + backup.string() + ": " + why};
}

std::filesystem::path beside(const std::filesystem::path& file, const char* end) {
  return file.native() + end;
}

/// The endings of files that SQLite may leave beside a database.
constexpr const char* companions[] = {"-wal", "-shm", "-journal"};

void remove_companions(const std::filesystem::path& file) {
  std::error_code ignored;
  for (const auto* end : companions) std::filesystem::remove(beside(file, end), ignored);
}

/// Copies the bytes into a file that exists. Returns 0 or errno.
int copy_bytes(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Descriptor in{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.get() < 0) return errno;
  const Descriptor out{::open(to.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW)};
  if (out.get() < 0) return errno;
  for (;;) {
    constexpr std::size_t at_once = 64UL * 1024 * 1024;
    const auto sent = ::sendfile(out.get(), in.get(), nullptr, at_once);
    if (sent == 0) return ::fsync(out.get()) == 0 ? 0 : errno;
    if (sent < 0 && errno != EINTR) return errno;
  }
}

/// A copy of the backup in the data folder, where SQLite may write to it. The destructor deletes it unless it
/// has replaced the database.
class Candidate {
 public:
  explicit Candidate(std::filesystem::path path) : path_(std::move(path)) { remove(); }
  ~Candidate() { remove(); }
  Candidate(const Candidate&) = delete;
  Candidate& operator=(const Candidate&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  result<void, OpenError> fill(const DataFolder& folder, const std::filesystem::path& backup) {
    std::error_code failed;
    for (const auto* end : {"", "-wal"}) {
      const auto from = beside(backup, end);
      const bool is_log = *end != '\0';
      if (is_log && !std::filesystem::exists(from, failed)) continue;
      const auto to = beside(path_, end);
      if (auto made = folder.create_private_file(to.filename()); !made) return made.error();
      if (const int error = copy_bytes(from, to); error != 0)
        return refuse(StoreError::unavailable, backup, std::generic_category().message(error));
    }
    return {};
  }

 private:
  void remove() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
    remove_companions(path_);
  }

  std::filesystem::path path_;
};

/// Reads the whole file. A restore is the last chance to find out that a backup is damaged.
result<void, OpenError> check_content(Connection& connection, const std::filesystem::path& backup) {
  Query ours{connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migrations'"};
  if (ours.step() != SQLITE_ROW) return refuse(connection.error(), backup, connection.error_text());
  if (ours.integer(0) == 0) return refuse(StoreError::damaged, backup, "it is not a database of gatehouse");
  Query check{connection, "PRAGMA integrity_check(1)"};
  if (check.step() != SQLITE_ROW) return refuse(connection.error(), backup, connection.error_text());
  if (check.text(0) != "ok") return refuse(StoreError::damaged, backup, std::string{check.text(0)});
  return {};
}

/// Begins a new epoch and moves the content of the log into the file.
result<RestoreReport, OpenError> begin(Connection& connection, const std::filesystem::path& backup,
                                       const Clock& clock) {
  RestoreReport report;
  const auto now = clock.now();
  report.epoch = std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds{1};
  const auto failure = [&] { return refuse(connection.error(), backup, connection.error_text()); };
  if (connection.execute("BEGIN IMMEDIATE") != SQLITE_OK) return failure();
  if (!begin_epoch(connection, report.epoch, now)) return failure();
  const Call call{Actor{ActorKind::the_operator}};
  if (!write_entry(connection, call, rules::note_of_restore(report.epoch), now)) return failure();
  const auto users = count_users(connection);
  if (!users || connection.execute("COMMIT") != SQLITE_OK) return failure();
  report.users = *users;
  const auto epoch = find_epoch(connection);
  if (!epoch || !*epoch) return failure();
  report.epoch = **epoch;
  if (connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") != SQLITE_OK) return failure();
  return report;
}

result<RestoreReport, OpenError> prepare(const Location& candidate, const std::filesystem::path& backup,
                                         const Clock& clock) {
  auto connection = Connection::open(candidate, Access::write);
  if (!connection) return refuse(connection.error().code, backup, "it is not a database of gatehouse");
  if (auto checked = check_content(*connection, backup); !checked) return checked.error();
  if (auto migrated = apply_migrations(*connection, known_migrations(), clock); !migrated)
    return migrated.error();
  return begin(*connection, backup, clock);
}

/// Removes the log of the old database. If it stayed, SQLite would apply it to the new file and corrupt that
/// one. The old file is opened first, if possible, to move the log's content into it. So the old database is
/// complete if the process stops before the new file is renamed.
void settle(const Location& database) {
  std::error_code failed;
  if (std::filesystem::exists(database.file, failed)) {
    [[maybe_unused]] const auto closed = Connection::open(database, Access::write);
  }
  remove_companions(database.file);
}

}  // namespace

result<RestoreReport, OpenError> restore_backup(const DataFolder& folder, const Location& database,
                                                const std::filesystem::path& backup, const Clock& clock) {
  Candidate candidate{beside(database.file, ".restoring")};
  if (auto filled = candidate.fill(folder, backup); !filled) return filled.error();
  auto report = prepare({candidate.path(), database.file_system}, backup, clock);
  if (!report) return report;
  settle(database);
  std::error_code failed;
  std::filesystem::rename(candidate.path(), database.file, failed);
  if (failed) return refuse(StoreError::unavailable, backup, failed.message());
  sync_folder(folder.path());
  return report;
}

}  // namespace gatehouse::store::sqlite
