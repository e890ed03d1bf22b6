// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/backup.h"

#include <fcntl.h>
#include <stdio.h>   // renameat2
#include <stdlib.h>  // mkostemp
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <string>
#include <system_error>

#include "store/data_folder.h"
#include "store/sqlite/database/query.h"

namespace gatehouse::store::sqlite {
namespace {

OpenError refuse(StoreError error, const std::filesystem::path& file, const std::string& why) {
  return {error, "cannot write the backup " + file.string() + ": " + why};
}

OpenError refuse(const std::filesystem::path& file, int error) {
  const auto kind = error == EEXIST ? StoreError::conflict : StoreError::unavailable;
  return refuse(kind, file, std::generic_category().message(error));
}

/// A temporary file beside its final name. The destructor deletes it unless `become` has renamed it.
class Draft {
 public:
  explicit Draft(const std::filesystem::path& final_name) : path_(final_name.native() + ".XXXXXX") {
    file_ = ::mkostemp(path_.data(), O_CLOEXEC);  // O_EXCL, mode 0600
  }
  ~Draft() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(path_.c_str());
    ::unlink((path_ + "-journal").c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  [[nodiscard]] bool is_there() const noexcept { return file_ >= 0; }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  /// Renames the file unless the name is taken. Returns false with the reason in errno.
  [[nodiscard]] bool become(const std::filesystem::path& final_name) const noexcept {
    if (::fchmod(file_, S_IRUSR | S_IWUSR) != 0 || ::fsync(file_) != 0) return false;
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, final_name.c_str(), RENAME_NOREPLACE) == 0)
      return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    // Some file systems do not support RENAME_NOREPLACE. A hard link also fails when the name is taken.
    return ::link(path_.c_str(), final_name.c_str()) == 0;
  }

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace

result<void, OpenError> write_backup(const Location& from, const std::filesystem::path& to,
                                     const std::stop_token& stop) {
  std::error_code failed;
  // SQLite is configured to refuse symbolic links in every part of a path, but the folder may be reached
  // through one. So the path is resolved first.
  const auto folder = std::filesystem::canonical(std::filesystem::absolute(to).parent_path(), failed);
  if (failed) return refuse(StoreError::unavailable, to, failed.message());
  const auto file = folder / to.filename();
  if (std::filesystem::exists(std::filesystem::symlink_status(file, failed))) return refuse(to, EEXIST);
  const Draft draft{file};
  if (!draft.is_there()) return refuse(to, errno);
  {
    auto source = Connection::open(from, Access::write);
    if (!source) return source.error();
    source->stop_when(stop);
    // Copies everything in one transaction. The copy has no log and no remains of deleted rows.
    Query copy{*source, "VACUUM INTO ?"};
    if (copy.bind(draft.path()).step() != SQLITE_DONE)
      return refuse(source->error(), to, source->error_text());
  }
  if (stop.stop_requested()) return refuse(StoreError::unavailable, to, "it was stopped");
  if (!draft.become(file)) return refuse(to, errno);
  sync_folder(folder);
  return {};
}

awaitable<result<void, OpenError>> BackupWriter::write(std::filesystem::path to) {
  using Outcome = result<void, OpenError>;
  if (is_busy_.exchange(true)) {
    Outcome busy = refuse(StoreError::conflict, to, "another backup is being written at this moment");
    co_return busy;
  }
  auto start = [this, &to](Resume<Outcome> resume) {
    thread_ = std::jthread{[this, to, resume = std::move(resume)](const std::stop_token& stop) mutable {
      auto outcome = write_backup(from_, to, stop);
      is_busy_ = false;
      resume(std::move(outcome));
    }};
  };
  co_return co_await suspend<Outcome>(start);
}

void BackupWriter::close() noexcept {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace gatehouse::store::sqlite
