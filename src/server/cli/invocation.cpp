// SPDX-License-Identifier: Apache-2.0
#include "server/cli/invocation.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "api/admin/tokens.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/tokens/jwt.h"
#include "server/cli/terminal.h"
#include "server/commands/admin_client.h"
#include "server/commands/backup_command.h"
#include "server/commands/health_command.h"
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
  // A folder of another user must not look like one without a database.
  if (::access(config.settings.server.data.c_str(), R_OK | X_OK) != 0 && errno == EACCES) {
    complain("the data folder " + in_quotes(config.settings.server.data, std::string::npos) +
             " belongs to another user: run this command as that user, or as root");
    return true;
  }
  complain("there is no database in " + in_quotes(config.settings.server.data, std::string::npos) +
           ": check --data, or start gatehouse serve, which creates one");
  return true;
}

// The output is for the person who typed the command, so only warnings and errors are logged.
std::shared_ptr<ProgramLog> quiet_log(const Config& config) {
  auto settings = config.settings.log;
  settings.level = std::max(settings.level, LogLevel::warning);
  return make_log(settings);
}

// Prints the outcome of a command and returns the exit status.
int tell(Outcome outcome) {
  if (!outcome) {
    complain(outcome.error().text);
    return exit_failed;
  }
  if (!outcome->empty()) say(*outcome);  // a list of nothing as JSON has no lines
  wipe(*outcome);                        // it may contain a secret
  return exit_done;
}

// Returns whether the data folder was set explicitly. The default folder need not exist.
bool is_data_named(const Config& config) {
  const auto table = settings_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i].key == "server.data") return config.origins.at(i).layer != Layer::defaults;
  }
  return false;
}

// Returns what the keys and the database say of a token, or why they were not asked.
api::admin::TokenExplanation judge_token(const Config& config, const Secret& token) {
  using api::admin::TokenExplanation;
  const auto unchecked = [](const std::string& why) {
    return TokenExplanation{false,
                            {{"signature", "not checked, " + why + ": anyone could have written this"}}};
  };
  if (token.size() > crypto::max_token_size) {
    return TokenExplanation{false,
                            {{"verdict", "refused: it is longer than any token the server accepts (" +
                                             std::to_string(crypto::max_token_size) + " bytes)."}}};
  }
  if (!store::has_store(config.settings.server.data))
    return unchecked("since there is no data folder here (--data)");
  AdminClient client{config.settings, quiet_log(config)};
  std::string body = "{\"token\":";
  schema::write_json_string(body, token.reveal());
  body += "}";
  auto explained =
      client.ask<TokenExplanation>({.method = "POST", .target = "/admin/api/tokens/inspect", .body = body});
  wipe(body);
  if (!explained) return unchecked("since " + explained.error().message);
  return std::move(*explained);
}

std::string text_of(const api::admin::TokenExplanation& explanation) {
  std::string text;
  for (const auto& fact : explanation.facts) {
    if (!text.empty()) text += '\n';
    append_label(text, fact.label);
    text += fact.text;
  }
  return text;
}

}  // namespace

void complain(const std::string& text) { std::fprintf(stderr, "gatehouse: %s\n", text.c_str()); }

int run_serve(Invocation&, const Config& config) {
  return serve(config.settings, make_log(config.settings.log));
}

int run_user(Invocation& invocation, const Config& config) {
  auto& command = invocation.user;
  if (command.action != "add" && lacks_data(config)) return exit_cannot_start;
  if (command.action == "add" || command.action == "set-password") {
    auto password = ask_password("Password for " + visible(command.email), Asking::twice);
    if (!password) {
      complain(password.error().text);
      return exit_failed;
    }
    command.password = std::move(*password);
  }
  AdminClient client{config.settings, quiet_log(config)};
  return tell(run_user_command(client, command, invocation.json));
}

int run_client(Invocation& invocation, const Config& config) {
  if (invocation.client.action != "add" && lacks_data(config)) return exit_cannot_start;
  AdminClient client{config.settings, quiet_log(config)};
  return tell(run_client_command(client, invocation.client, invocation.json));
}

int run_keys(Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  AdminClient client{config.settings, quiet_log(config)};
  return tell(run_keys_command(client, invocation.keys, invocation.json));
}

int run_audit(Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  AdminClient client{config.settings, quiet_log(config)};
  return tell(run_audit_command(client, invocation.audit, invocation.json));
}

int run_audit_export(Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  AdminClient client{config.settings, quiet_log(config)};
  const auto exported = export_audit(client, invocation.audit, stdout);
  if (exported) return exit_done;
  complain(exported.error().text);
  return exit_failed;
}

int run_import(Invocation& invocation, const Config& config) {
  return run_user_import(config.settings, invocation.file, invocation.json);
}

int run_export(Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  return run_user_export(config.settings, invocation.file);
}

int run_config_check(Invocation& invocation, const Config& config) {
  std::fputs((invocation.json ? config_lines(config) : describe_config(config)).c_str(), stdout);
  return exit_done;
}

int run_migrate(Invocation& invocation, const Config& config) {
  store::StoreOptions options;
  options.folder = config.settings.server.data;
  const auto report = store::migrate_store(options);
  if (!report) {
    complain(report.error().text);
    return exit_cannot_start;
  }
  if (invocation.json) {
    say("{\"applied\":" + in_json(report->applied) + ",\"version\":" + std::to_string(report->to) + "}");
    return exit_done;
  }
  for (const auto& name : report->applied) say("applied " + name);
  say("the database's schema has version " + std::to_string(report->to));
  return exit_done;
}

int run_backup(Invocation& invocation, const Config& config) {
  if (lacks_data(config)) return exit_cannot_start;
  AdminClient client{config.settings, quiet_log(config)};
  const auto file = std::filesystem::absolute(invocation.file).lexically_normal();
  return tell(back_up(client, config.settings, file, invocation.json));
}

int run_restore(Invocation& invocation, const Config& config) {
  return tell(restore_here(config.settings, invocation.file, invocation.replaces, invocation.json));
}

int run_token_inspect(Invocation& invocation, const Config& config) {
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
  const auto explanation = judge_token(config, token);
  say(invocation.json ? in_json(explanation) : *text + "\n" + text_of(explanation));
  return exit_done;
}

int run_health(Invocation&, const Config& config) {
  const auto& address = config.settings.server.management;
  if (address.empty()) {
    complain("there is no management address to ask: give --management HOST:PORT, or set server.management");
    return exit_cannot_start;
  }
  const auto healthy = check_health(address);
  if (healthy) return exit_done;
  complain(healthy.error().text);
  return exit_failed;
}

int run_password_cost(Invocation& invocation, const Config&) {
  const auto speed = crypto::measure_bcrypt(std::chrono::seconds{1});
  std::fputs(describe_password_cost(speed, std::chrono::milliseconds{invocation.target_ms}).c_str(), stdout);
  return exit_done;
}

}  // namespace gatehouse::server
