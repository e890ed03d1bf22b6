// SPDX-License-Identifier: Apache-2.0
#include "server/commands/backup_command.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "gatehouse/base/clock.h"
#include "server/log_text.h"
#include "store/open_store.h"

namespace gatehouse::server {
namespace {

/// How long to wait for the epoch that a restore begins. It is further away only if the clock was set back.
constexpr std::chrono::seconds longest_wait{2};

CommandOutcome outcome_of(const result<void, store::OpenError>& written, const std::string& file) {
  if (!written) return failed(written.error().text);
  return done("wrote " + in_quotes(file, std::string::npos));
}

store::StoreOptions options_of(const Settings& settings) {
  store::StoreOptions options;
  options.folder = settings.server.data;
  return options;
}

}  // namespace

awaitable<CommandOutcome> run_backup_command(store::Store& store, BackupCommand command) {
  if (!command.file.starts_with('/')) co_return failed("a backup's path begins with /");
  auto* maintenance = store.maintenance();
  if (maintenance == nullptr) co_return failed("the database is backed up by its own tools");
  const auto written = co_await maintenance->write_backup(command.file);
  co_return outcome_of(written, command.file);
}

CommandOutcome back_up_here(const Settings& settings, const BackupCommand& command) {
  return outcome_of(store::back_up_store(options_of(settings), command.file), command.file);
}

CommandOutcome restore_here(const Settings& settings, const std::filesystem::path& backup, bool replaces) {
  const auto restored = store::restore_store(options_of(settings), backup, replaces);
  if (!restored) return failed(restored.error().text);
  auto text = "restored " + in_quotes(backup.native(), std::string::npos) + ": " +
              std::to_string(restored->users) + (restored->users == 1 ? " user" : " users") +
              ", all of whom have to log in again";
  // Usually less than a second. A login after the restore must not have an issue time before the epoch.
  const auto until = std::min(restored->epoch, system_clock().now() + longest_wait);
  while (system_clock().now() < until) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  if (until < restored->epoch) {
    text += "\nThe clock was set back: an earlier restore took effect at " +
            schema::format_time(restored->epoch) + ". Tokens are accepted only if they are issued after that";
  }
  return done(std::move(text));
}

}  // namespace gatehouse::server
