// SPDX-License-Identifier: Apache-2.0
#include "server/commands/backup_command.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/descriptor.h"
#include "server/log_text.h"
#include "store/open_store.h"

namespace gatehouse::server {
namespace {

/// How long to wait for the epoch that a restore begins. It is further away only if the clock was set back.
constexpr std::chrono::seconds longest_wait{2};

store::StoreOptions options_of(const Settings& settings) {
  store::StoreOptions options;
  options.folder = settings.server.data;
  return options;
}

std::string cannot_write(const std::filesystem::path& file, int error) {
  return "cannot write the backup " + file.string() + ": " + std::system_category().message(error);
}

/// A file that gets its name only when it is complete.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& name) : name_(name), draft_(name.native() + ".part") {
    ::unlink(draft_.c_str());  // left by an earlier backup that was interrupted
    // O_EXCL refuses a file or link that another user has put there (CWE-732).
    fd_ = Descriptor{::open(draft_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  }
  ~NewFile() {
    if (fd_.get() >= 0) ::unlink(draft_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  [[nodiscard]] bool is_open() const noexcept { return fd_.get() >= 0; }

  bool write(std::string_view bytes) noexcept {
    while (!bytes.empty()) {
      const auto size = ::write(fd_.get(), bytes.data(), bytes.size());
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
  }

  /// Syncs the file and gives it its name, unless another file has it. Returns false and errno if not.
  bool keep() {
    if (::fsync(fd_.get()) != 0) return false;
    if (::renameat2(AT_FDCWD, draft_.c_str(), AT_FDCWD, name_.c_str(), RENAME_NOREPLACE) != 0) return false;
    fd_ = Descriptor{};
    const auto folder = name_.has_parent_path() ? name_.parent_path() : std::filesystem::path{"."};
    const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return ::fsync(opened.get()) == 0;
  }

 private:
  std::filesystem::path name_;
  std::filesystem::path draft_;
  Descriptor fd_;
};

Outcome wrote(const std::filesystem::path& file, bool json) {
  if (json) return done("{\"file\":" + in_json(file.native()) + "}");
  return done("wrote " + in_quotes(file.native(), std::string::npos));
}

/// Lets the running server make the backup.
Outcome download(AdminClient& client, const std::filesystem::path& file, bool json) {
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, error))) {
    return failed(cannot_write(file, EEXIST));
  }
  NewFile fresh{file};
  if (!fresh.is_open()) return failed(cannot_write(file, errno));
  int failure = 0;
  const auto sink = [&](std::string_view piece) {
    if (fresh.write(piece)) return true;
    failure = errno;
    return false;
  };
  const auto answer = client.send({.method = "POST", .target = "/admin/api/backups"}, sink);
  if (failure != 0) return failed(cannot_write(file, failure));
  if (!answer) return failed(answer.error());
  if (!fresh.keep()) return failed(cannot_write(file, errno));
  return wrote(file, json);
}

}  // namespace

Outcome back_up(AdminClient& client, const Settings& settings, const std::filesystem::path& file, bool json) {
  const auto no_server = client.connect(true);
  if (!no_server) return download(client, file, json);
  if (!no_server->text.empty()) return *no_server;
  const auto written = store::back_up_store(options_of(settings), file);
  if (written) return wrote(file, json);
  // A server may have started in the meantime. It then has the lock and soon a socket.
  if (!client.connect(true)) return download(client, file, json);
  return failed(written.error().text);
}

Outcome restore_here(const Settings& settings, const std::filesystem::path& backup, bool replaces,
                     bool json) {
  const auto restored = store::restore_store(options_of(settings), backup, replaces);
  if (!restored) return failed(restored.error().text);
  auto text = "restored " + in_quotes(backup.native(), std::string::npos) + ": " +
              std::to_string(restored->users) + (restored->users == 1 ? " user" : " users") +
              ", all of whom have to log in again";
  // Usually less than a second. A login after the restore must not have an issue time before the epoch.
  const auto until = std::min(restored->epoch, system_clock().now() + longest_wait);
  while (system_clock().now() < until) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  if (json) {
    return done("{\"users\":" + std::to_string(restored->users) + ",\"epoch\":" + in_json(restored->epoch) +
                "}");
  }
  if (until < restored->epoch) {
    text += "\nThe clock was set back: an earlier restore took effect at " +
            schema::format_time(restored->epoch) + ". Tokens are accepted only if they are issued after that";
  }
  return done(std::move(text));
}

}  // namespace gatehouse::server
