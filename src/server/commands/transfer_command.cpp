// SPDX-License-Identifier: Apache-2.0
#include "server/commands/transfer_command.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

#include "server/commands/admin_client.h"
#include "server/commands/user_transfer.h"
#include "server/log/log.h"

namespace gatehouse::server {
namespace {

constexpr int exit_done = 0;
constexpr int exit_failed = 1;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

int fail(const std::string& why) {
  std::fprintf(stderr, "gatehouse: %s\n", why.c_str());
  return exit_failed;
}

/// A line of progress that overwrites itself. Writes nothing if standard error is not a terminal.
class Progress {
 public:
  void show(const ImportCounts& counts) {
    if (!is_terminal_) return;
    std::fprintf(stderr, "\r%llu rows", static_cast<unsigned long long>(counts.all()));
    is_shown_ = true;
  }
  void clear() {
    if (is_shown_) std::fputs("\r\033[K", stderr);
    is_shown_ = false;
  }

 private:
  bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool is_shown_ = false;
};

std::string in_words(const ImportCounts& counts) {
  return std::to_string(counts.added) + " added, " + std::to_string(counts.present) + " already there, " +
         std::to_string(counts.bad) + " refused";
}

std::string counts_in_json(const ImportCounts& counts) {
  return "{\"added\":" + std::to_string(counts.added) + ",\"present\":" + std::to_string(counts.present) +
         ",\"refused\":" + std::to_string(counts.bad) + "}";
}

/// Syncs the file and then renames it, so that a file with this name is always complete.
bool keep(File file, const std::string& temporary, const std::string& name) {
  const bool is_synced = std::fflush(file.get()) == 0 && ::fsync(::fileno(file.get())) == 0;
  const bool is_closed = std::fclose(file.release()) == 0;
  return is_synced && is_closed && std::rename(temporary.c_str(), name.c_str()) == 0;
}

}  // namespace

int run_user_import(const Settings& settings, const std::string& file, bool json) {
  File opened;
  std::FILE* in = stdin;
  if (!file.empty() && file != "-") {
    opened.reset(std::fopen(file.c_str(), "re"));
    if (!opened) return fail("can't read " + file + ": " + std::strerror(errno));
    in = opened.get();
  }
  AdminClient client{settings, make_log(settings.log)};
  Progress progress;
  ImportCounts counts;
  ImportListener listener;
  listener.on_bad_row = [&](std::uint64_t line, const std::string& why) {
    progress.clear();
    std::fprintf(stderr, "gatehouse: line %llu: %s\n", static_cast<unsigned long long>(line), why.c_str());
  };
  listener.on_progress = [&](const ImportCounts& now) { progress.show(now); };
  const auto imported = import_users(client, in, listener, counts);
  progress.clear();
  std::fprintf(stdout, "%s\n", (json ? counts_in_json(counts) : in_words(counts)).c_str());
  if (!imported)
    return fail("stopped: " + imported.error().text + "; run it again to continue where it stopped");
  return counts.bad == 0 ? exit_done : exit_failed;
}

int run_user_export(const Settings& settings, const std::string& file) {
  AdminClient client{settings, make_log(settings.log)};
  if (file.empty()) {
    const auto exported = export_users(client, stdout);
    return exported ? exit_done : fail(exported.error().text);
  }
  const auto temporary = file + ".part";
  ::unlink(temporary.c_str());  // left by an earlier export that was interrupted
  // Only the owner may read hashes (CWE-732). O_EXCL refuses a file or link that another user has put there.
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return fail("can't write " + temporary + ": " + std::strerror(errno));
  File out{::fdopen(descriptor, "w")};
  const auto exported = export_users(client, out.get());
  if (exported && keep(std::move(out), temporary, file)) {
    std::fprintf(stdout, "%llu users in %s\n", static_cast<unsigned long long>(*exported), file.c_str());
    return exit_done;
  }
  ::unlink(temporary.c_str());
  return fail(exported ? "can't write " + file : exported.error().text);
}

}  // namespace gatehouse::server
