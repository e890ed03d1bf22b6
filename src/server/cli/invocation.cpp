// SPDX-License-Identifier: Apache-2.0
#include "server/cli/invocation.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/tokens/jwt.h"
#include "server/cli/terminal.h"
#include "server/commands/backup_command.h"
#include "server/commands/command_runner.h"
#include "server/commands/inspect_token.h"
#include "server/commands/password_cost.h"
#include "server/commands/transfer_command.h"
#include "server/config/config_text.h"
#include "server/log/log.h"
#include "server/log_text.h"
#include "server/serve.h"
#include "server/time_words.h"
#include "store/open_store.h"

namespace gatehouse::server {
namespace {

// Far more than the server accepts, so that a token that is too long for the server is explained too.
constexpr std::size_t longest_shown_token = 64 * 1024;

void say(const std::string& text) { std::fprintf(stdout, "%s\n", text.c_str()); }

// Returns whether the data folder has no database, and complains about it. A mistyped --data must not
// create a folder.
bool lacks_data(const Config& config) {
  if (store::has_store(config.settings.server.data)) return false;
  complain("there is no database in " + in_quotes(config.settings.server.data, std::string::npos) +
           ": check --data, or start gatehouse serve, which creates one");
  return true;
}

CommandOutcome run_quietly(const Config& config, const Command& command) {
  // The output is for the person who typed the command, so only warnings and errors of the store are shown.
  auto log_settings = config.settings.log;
  log_settings.level = std::max(log_settings.level, LogLevel::warning);
  return run_anywhere(config.settings, command, make_log(log_settings));
}

// Prints the outcome of a command and returns the exit status.
int tell(CommandOutcome outcome) {
  if (!outcome.is_done) {
    complain(outcome.text);
    return exit_failed;
  }
  say(outcome.text);
  wipe(outcome.text);  // it may contain a secret
  return exit_done;
}

// Runs a command, in the server or here, and prints its outcome.
int run_and_tell(const Config& config, const Command& command) { return tell(run_quietly(config, command)); }

// Returns whether the data folder was set explicitly. The default folder need not exist.
bool is_data_named(const Config& config) {
  const auto table = settings_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].key == "server.data") return config.origins.at(i).layer != Layer::defaults;
  }
  return false;
}

// Returns lines about what the keys and the database say of a token, or why they were not asked.
std::string judge_token(const Config& config, const Secret& token) {
  const auto unchecked = [](const std::string& why) {
    std::string text;
    append_label(text, "signature");
    return text + "not checked, " + why + ": anyone could have written this";
  };
  if (token.size() > crypto::max_token_size) {
    std::string text;
    append_label(text, "verdict");
    return text + "refused: it is longer than any token the server accepts (" +
           std::to_string(crypto::max_token_size) + " bytes).";
  }
  if (!store::has_store(config.settings.server.data))
    return unchecked("since there is no data folder here (--data)");
  Command command;
  command.token.emplace();
  command.token->token = std::string{token.reveal()};
  const auto outcome = run_quietly(config, command);
  wipe(command.token->token);
  if (!outcome.is_done) return unchecked("since " + outcome.text);
  return outcome.text;
}

}  // namespace

void complain(const std::string& text) { std::fprintf(stderr, "gatehouse: %s\n", text.c_str()); }

int run_serve(const Invocation&, const Config& config) {
  return serve(config.settings, make_log(config.settings.log));
}

int run_user(const Invocation& invocation, const Config& config) {
  auto command = invocation.user;
  if (command.action != "add" && lacks_data(config)) return exit_cannot_start;
  if (command.action == "add" || command.action == "set-password") {
    auto password = ask_password("Password for " + visible(command.email), Asking::twice);
    if (!password) {
      complain(password.error().text);
      return exit_failed;
    }
    command.password = std::string{password->reveal()};
  }
  Command sent;
  sent.user = std::move(command);
  const int status = run_and_tell(config, sent);
  wipe(sent.user->password);
  return status;
}

int run_client(const Invocation& invocation, const Config& config) {
  if (invocation.client.action != "add" && lacks_data(config)) return exit_cannot_start;
  Command command;
  command.client = invocation.client;
  return run_and_tell(config, command);
}

int run_keys(const Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  Command command;
  command.keys = invocation.keys;
  return run_and_tell(config, command);
}

int run_audit(const Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  Command command;
  command.audit = invocation.audit;
  return run_and_tell(config, command);
}

int run_audit_export(const Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  Command command;
  command.audit = invocation.audit;
  command.audit->limit = store::AuditStore::max_page;
  auto log_settings = config.settings.log;
  log_settings.level = std::max(log_settings.level, LogLevel::warning);
  CommandRunner runner{config.settings, make_log(log_settings)};
  for (bool is_more = true; is_more;) {
    const auto outcome = runner.run(command);
    if (!outcome.is_done) return tell(outcome);
    if (!outcome.text.empty()) say(outcome.text);
    is_more = outcome.next.has_value();
    if (is_more) command.audit->before = std::stoll(*outcome.next);
  }
  if (std::fflush(stdout) == 0) return exit_done;
  complain("the output can't be written");
  return exit_failed;
}

int run_import(const Invocation& invocation, const Config& config) {
  return run_user_import(config.settings, invocation.file);
}

int run_export(const Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  return run_user_export(config.settings, invocation.file);
}

int run_config_check(const Invocation&, const Config& config) {
  std::fputs(describe_config(config).c_str(), stdout);
  return exit_done;
}

int run_migrate(const Invocation&, const Config& config) {
  store::StoreOptions options;
  options.folder = config.settings.server.data;
  const auto report = store::migrate_store(options);
  if (!report) {
    complain(report.error().text);
    return exit_cannot_start;
  }
  for (const auto& name : report->applied) say("applied " + name);
  say("the database's schema has version " + std::to_string(report->to));
  return exit_done;
}

int run_backup(const Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  Command command;
  command.backup.emplace();
  command.backup->file = std::filesystem::absolute(invocation.file).lexically_normal().native();
  return run_and_tell(config, command);
}

int run_restore(const Invocation& invocation, const Config& config) {
  return tell(restore_here(config.settings, invocation.file, invocation.replaces));
}

int run_token_inspect(const Invocation& invocation, const Config& config) {
  if (is_data_named(config) && lacks_data(config)) return exit_cannot_start;
  Secret token{invocation.token};
  if (token.empty()) {
    auto read = ask_password("Token", Asking::once, "token", longest_shown_token);
    if (!read) {
      complain(read.error().text);
      return exit_failed;
    }
    token = std::move(*read);
  }
  const auto text = inspect_token(token.reveal(), system_clock().now());
  if (!text) {
    complain(text.error().text);
    return exit_failed;
  }
  say(*text + "\n" + judge_token(config, token));
  return exit_done;
}

int run_password_cost(const Invocation& invocation, const Config&) {
  const auto speed = crypto::measure_bcrypt(std::chrono::seconds{1});
  std::fputs(describe_password_cost(speed, std::chrono::milliseconds{invocation.target_ms}).c_str(), stdout);
  return exit_done;
}

}  // namespace gatehouse::server
