// SPDX-License-Identifier: Apache-2.0
#include "server/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gatehouse/schema/schema.h"
#include "server/cli/completion.h"
#include "server/cli/invocation.h"
#include "server/config/config.h"
#include "server/config/config_text.h"
#include "server/log_text.h"
#include "server/version.h"

namespace gatehouse::server {
namespace {

std::optional<Config> read_config(const Invocation& invocation) {
  auto config = load_config(
      {.file = invocation.config_file, .environment = process_environment(), .flags = invocation.flags});
  if (config) return std::move(*config);
  for (const auto& problem : config.error()) complain(problem);
  return std::nullopt;
}

CLI::App* add_command(CLI::App& parent, Invocation& invocation, const std::string& name,
                      const std::string& about, int (*run)(Invocation&, const Config&)) {
  auto* command = parent.add_subcommand(name, about);
  command->add_option("--config", invocation.config_file, "Configuration file (TOML)")->type_name("FILE");
  add_setting_flags(settings_table(), *command, invocation.flags);
  command->callback([&invocation, run] { invocation.run = run; });
  return command;
}

/// Adds a command whose result may be printed as JSON.
CLI::App* add_json_command(CLI::App& parent, Invocation& invocation, const std::string& name,
                           const std::string& about, int (*run)(Invocation&, const Config&)) {
  auto* command = add_command(parent, invocation, name, about, run);
  command->add_flag("--json", invocation.json,
                    "Print JSON, as the administration interface does; lists: a line an item");
  return command;
}

CLI::App* add_user_command(CLI::App& user, Invocation& invocation, const std::string& name,
                           const std::string& about) {
  auto* command = add_json_command(user, invocation, name, about, run_user);
  command->parse_complete_callback([&invocation, name] { invocation.user.action = name; });
  return command;
}

void add_transfer_commands(CLI::App& user, Invocation& invocation) {
  auto* import = add_json_command(user, invocation, "import",
                                  "Import users and their password hashes from JSON lines; safe to run again",
                                  run_import);
  import->add_option("file", invocation.file, "The file; standard input if not given, or -")
      ->type_name("FILE");
  import->footer(
      "Each line is a JSON object with email and password_hash (from passlib, Django, PHP, Supabase or "
      "Unix), and optionally\nid (a UUID), created_at (RFC 3339), disabled, is_admin and roles (a list of "
      "words). Users whose address exists already\nare counted and not changed. Bad rows are reported with "
      "their line number and skipped. Exit status: 0 when every\nrow's user exists, 1 when a row was bad or "
      "the import stopped.");
  auto* exporting = add_command(
      user, invocation, "export",
      "Export all users as JSON lines. They contain password hashes: keep them as secret as the database",
      run_export);
  exporting
      ->add_option("-o,--output", invocation.file,
                   "The output file, created with mode 0600; standard output if not given")
      ->type_name("FILE");
}

void add_user_commands(CLI::App& app, Invocation& invocation) {
  auto* user = app.add_subcommand("user", "Manage users. Works with the server running or stopped");
  user->require_subcommand(1);
  const std::vector<std::pair<std::string, std::string>> about_one{
      {"add", "Add a user. Asks for the password, or reads it from standard input"},
      {"show", "Show a user"},
      {"disable", "Disable a user: its sessions end, and its logins and tokens are refused"},
      {"enable", "Enable a disabled user again"},
      {"delete", "Delete a user and everything that belongs to it"},
      {"sessions", "List a user's sessions: where it is logged in"},
      {"end-sessions", "End all sessions of a user"},
      {"set-password", "Change a user's password. Asks for it, or reads it from standard input"}};
  for (const auto& [name, about] : about_one) {
    auto* command = add_user_command(*user, invocation, name, about);
    command->add_option("email", invocation.user.email, "The user's e-mail address")->required();
    if (name == "add") command->add_flag("--admin", invocation.user.is_admin, "Make it an administrator");
  }
  auto* grant =
      add_user_command(*user, invocation, "grant",
                       "Grant a user roles: words that the user's access tokens carry as their scope");
  grant->add_option("email", invocation.user.email, "The user's e-mail address")->required();
  grant->add_option("roles", invocation.user.roles, "The roles; admin makes it an administrator")
      ->type_name("ROLE")
      ->required();
  grant->add_flag("--remove", invocation.user.removes,
                  "Take the roles away. This server applies it at once, other services when the user's token "
                  "has expired");
  auto* list = add_user_command(*user, invocation, "list", "List users, ordered by address");
  list->add_option("--prefix", invocation.user.prefix, "Only addresses that begin with this");
  list->add_option("--after", invocation.user.after, "Only addresses after this one");
  invocation.user.limit = 100;
  list->add_option("--limit", invocation.user.limit, "At most this many")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  add_transfer_commands(*user, invocation);
}

CLI::App* add_client_command(CLI::App& client, Invocation& invocation, const std::string& name,
                             const std::string& about) {
  auto* command = add_json_command(client, invocation, name, about, run_client);
  command->parse_complete_callback([&invocation, name] { invocation.client.action = name; });
  return command;
}

void add_client_commands(CLI::App& app, Invocation& invocation) {
  auto* client = app.add_subcommand(
      "client",
      "Manage OAuth clients: programs with a secret of their own. Works with the server running or stopped");
  client->require_subcommand(1);
  auto* add = add_client_command(*client, invocation, "add", "Register a client and show its secret, once");
  add->add_option("name", invocation.client.name, "Its name, for people")->required();
  add->add_option("--id", invocation.client.id, "Its client_id; a random UUID if not given")->type_name("ID");
  add->add_option("--scope", invocation.client.scope,
                  "The scope that its own access tokens may have: words separated by spaces, in one argument")
      ->type_name("\"A B\"");
  add->add_option("--introspect", invocation.client.introspect,
                  "Which tokens it may introspect: those issued to it, or all (which shows it users' e-mail "
                  "addresses)")
      ->check(CLI::IsMember({"own", "all"}))
      ->capture_default_str();
  auto* list = add_client_command(*client, invocation, "list", "List clients, ordered by id");
  list->add_option("--after", invocation.client.after, "Only ids after this one")->type_name("ID");
  const std::vector<std::pair<std::string, std::string>> about_one{
      {"show", "Show a client, without its secret, which is not stored"},
      {"rotate-secret", "Give a client a new secret and show it once; the old one is refused from then on"},
      {"disable", "Disable a client: its sessions end, and its secret and its own tokens are refused"},
      {"enable", "Enable a disabled client again"},
      {"delete", "Delete a client: its sessions end, and its own tokens are refused"}};
  for (const auto& [name, about] : about_one) {
    auto* command = add_client_command(*client, invocation, name, about);
    command->add_option("id", invocation.client.id, "Its client_id")->required();
  }
  auto* introspect = add_client_command(*client, invocation, "set-introspect",
                                        "Change which tokens a client may introspect");
  introspect->add_option("id", invocation.client.id, "Its client_id")->required();
  introspect
      ->add_option("tokens", invocation.client.introspect,
                   "own: those issued to it; all: all tokens, with the e-mail addresses of their users")
      ->required()
      ->check(CLI::IsMember({"own", "all"}));
}

void add_keys_commands(CLI::App& app, Invocation& invocation) {
  auto* keys = app.add_subcommand(
      "keys", "Manage the keys that sign tokens. Works with the server running or stopped");
  keys->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& about) {
    auto* command = add_json_command(*keys, invocation, name, about, run_keys);
    command->parse_complete_callback([&invocation, name] { invocation.keys.action = name; });
    return command;
  };
  add("list", "List the keys (next, active, retiring) and where the secrets are");
  auto* rotate = add("rotate", "Make a new key, which signs once every verifier can know it");
  rotate
      ->add_option("--after", invocation.keys.after_seconds,
                   "Seconds from publishing the key until it signs; 600 if not given, twice as long as "
                   "verifiers may cache the keys")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{30} * 86'400));
  auto* retire =
      add("retire", "Delete a compromised key: tokens that it has signed are refused from then on");
  retire->add_option("kid", invocation.keys.kid, "Its name, as the list shows it")->required();
}

/// A point in time on the command line: RFC 3339, or a date for its beginning.
std::optional<TimePoint> read_time(const std::string& text) {
  if (const auto time = schema::parse_time(text)) return time;
  return schema::parse_time(text + "T00:00:00Z");
}

void add_time_option(CLI::App& command, const std::string& name, const std::string& about,
                     std::optional<TimePoint>& time) {
  command
      .add_option_function<std::string>(
          name, [&time](const std::string& text) { time = read_time(text); }, about)
      ->type_name("TIME")
      ->check([](const std::string& text) {
        return read_time(text) ? std::string{}
                               : "a time is written like 2026-11-30 or 2026-11-30T12:00:00Z, in UTC";
      });
}

void add_audit_commands(CLI::App& app, Invocation& invocation) {
  auto* audit = app.add_subcommand(
      "audit",
      "Show and check the record of what was changed and refused. Works with the server running or stopped");
  audit->require_subcommand(1);
  auto& asked = invocation.audit;
  const auto add = [&](const std::string& name, const std::string& about,
                       int (*run)(Invocation&, const Config&)) {
    auto* command = run == run_audit_export ? add_command(*audit, invocation, name, about, run)
                                            : add_json_command(*audit, invocation, name, about, run);
    command->parse_complete_callback([&invocation, name] { invocation.audit.action = name; });
    return command;
  };
  const auto add_filters = [&](CLI::App& command) {
    add_time_option(command, "--since", "Only entries of this time (UTC) and later", asked.since);
    add_time_option(command, "--until", "Only entries before this time (UTC)", asked.until);
    command.add_option("--user", asked.user, "Only entries about this user")->type_name("EMAIL|ID");
    command.add_option("--action", asked.what, "Only entries of this action, such as login_failed")
        ->type_name("ACTION");
  };
  auto* list = add("list", "List entries, the latest first", run_audit);
  add_filters(*list);
  list->add_option("--before", asked.before, "Only entries before the one with this number")
      ->type_name("NUMBER");
  list->add_option("--limit", asked.limit, "At most this many")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  auto* exporting =
      add("export",
          "Write entries as JSON lines in the classes of OCSF's Identity & Access Management, the "
          "latest first",
          run_audit_export);
  add_filters(*exporting);
  add("head", "Show the end of the record. Keep it elsewhere, to see later whether the end was cut off",
      run_audit);
  auto* verify = add("verify", "Check that no entry was changed, removed or put in between", run_audit);
  verify
      ->add_option("--head", asked.head, "What audit head has shown earlier: it must still be in the record")
      ->type_name("NUMBER:SEAL");
}

void add_backup_commands(CLI::App& app, Invocation& invocation) {
  auto* backup = add_json_command(
      app, invocation, "backup",
      "Write a copy of the database to a new file. Works with the server running or stopped", run_backup);
  backup->add_option("file", invocation.file, "The file, created with mode 0600")
      ->type_name("FILE")
      ->required();
  backup->footer(
      "The file contains password hashes: keep it as secret as the database. The file is "
      "written with the\nrights of whoever runs this command, also if a server is running.");
  auto* restore = add_json_command(
      app, invocation, "restore",
      "Restore a backup. All users have to log in again: a backup does not know who has logged out since",
      run_restore);
  restore->add_option("file", invocation.file, "The backup")->type_name("FILE")->required();
  restore->add_flag("--replace", invocation.replaces, "Replace the existing database");
}

void add_password_cost(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("password-cost", "Measure which bcrypt cost this machine can afford");
  command->callback([&invocation] { invocation.run = run_password_cost; });
  const std::map<std::string, std::int64_t> units{{"ms", 1}, {"s", 1000}};
  command->add_option("--target", invocation.target_ms, "How long a login may take, such as 250ms or 1s")
      ->transform(CLI::AsNumberWithUnit(units, CLI::AsNumberWithUnit::UNIT_REQUIRED, "TIME"))
      ->check(CLI::PositiveNumber)
      ->default_str("250ms");
}

void add_commands(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  auto* serving =
      add_command(app, invocation, "serve", "Serve until stopped by SIGTERM or SIGINT", run_serve);
  serving->footer(settings_help());
  add_user_commands(app, invocation);
  add_client_commands(app, invocation);
  add_keys_commands(app, invocation);
  add_audit_commands(app, invocation);
  auto* config = app.add_subcommand("config", "Inspect the configuration");
  config->require_subcommand(1);
  add_json_command(*config, invocation, "check",
                   "Check the configuration and show every setting, with where it comes from",
                   run_config_check);
  add_json_command(app, invocation, "migrate", "Bring the database's schema up to date", run_migrate);
  add_backup_commands(app, invocation);
  auto* health = add_command(app, invocation, "health",
                             "Ask the server at the management address whether it is ready", run_health);
  health->footer(
      "Exit status: 0 when it is ready, 1 when it is not or does not answer, 2 without such an address.");
  add_password_cost(app, invocation);
  auto* token = app.add_subcommand("token", "Inspect tokens");
  token->require_subcommand(1);
  auto* inspect = add_json_command(*token, invocation, "inspect",
                                   "Explain a token: what it says, whose signature it has, and whether it is "
                                   "accepted",
                                   run_token_inspect);
  inspect->add_option("token", invocation.token,
                      "The token; asked for, or read from standard input, if not given");
}

void add_completion(CLI::App& app, std::string& shell) {
  auto* command =
      app.add_subcommand("completion", "Print a script that completes commands and options in a shell");
  command->add_option("shell", shell, "The shell")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer(
      "For this shell only: source <(gatehouse completion bash). For all: see docs/reference/commands.md.");
}

std::string names_of(const CLI::App& app) {
  std::string names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names += (names.empty() ? "" : ", ") + command->get_name();
  }
  return names;
}

// Returns one line about a command line that cannot be parsed. It does not repeat superfluous arguments,
// which may contain a password.
std::string describe_misuse(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* command = app;
  std::string path = app->get_name();
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    path += " " + command->get_name();
  }
  std::string why = error.what();
  const auto names = names_of(*command);
  const auto rest = app->remaining(true);
  if (!names.empty()) {
    why = (rest.empty() ? "a command is missing" : "'" + visible(rest.front()) + "' is not a command") +
          "; the commands are " + names;
  } else if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    why = "too many arguments, or an unknown option";
    if (path.ends_with(" user add") || path.ends_with(" set-password"))
      why += "; a password is asked for or read from standard input, never given as an argument";
  }
  return "gatehouse: " + why + " (see " + path + " --help)\n";
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"gatehouse: sign-up, login and tokens for your services, in one program", "gatehouse"};
  app.set_version_flag("--version", "gatehouse " + std::string{version()});
  Invocation invocation;
  add_commands(app, invocation);
  std::string shell;
  add_completion(app, shell);
  app.failure_message(describe_misuse);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? exit_done : exit_cannot_start;
  }
  if (!shell.empty()) {
    std::fputs(completion_script(app, shell).c_str(), stdout);
    return exit_done;
  }
  const auto config = read_config(invocation);
  if (!config) return exit_cannot_start;
  return invocation.run(invocation, *config);
}

}  // namespace gatehouse::server
