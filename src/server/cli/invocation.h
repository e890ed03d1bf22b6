#pragma once
// SPDX-License-Identifier: Apache-2.0
// The parsed command line, and the functions that run each command.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/commands/audit_command.h"
#include "server/commands/client_command.h"
#include "server/commands/keys_command.h"
#include "server/commands/user_command.h"
#include "server/config/config.h"

namespace gatehouse::server {

inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_cannot_start = 2;

/// The options that all commands share, and the results of parsing.
struct Invocation {
  std::optional<std::string> config_file;
  std::vector<FlagValue> flags;
  UserCommand user{};
  ClientCommand client{};
  KeysCommand keys{};
  AuditCommand audit{};
  bool json = false;
  std::string token;
  std::string file;
  bool replaces = false;
  std::int64_t target_ms = 250;
  /// Runs the chosen command. Takes the arguments, which may contain a password, out of the invocation.
  std::function<int(Invocation&, const Config&)> run;
};

/// Writes "gatehouse: " and the text to standard error.
void complain(const std::string& text);

// Each function runs one command to its end, prints the outcome on standard output or standard error, and
// returns the program's exit status.
int run_serve(Invocation& invocation, const Config& config);
int run_user(Invocation& invocation, const Config& config);
int run_client(Invocation& invocation, const Config& config);
int run_keys(Invocation& invocation, const Config& config);
int run_import(Invocation& invocation, const Config& config);
int run_export(Invocation& invocation, const Config& config);
int run_config_check(Invocation& invocation, const Config& config);
int run_migrate(Invocation& invocation, const Config& config);
int run_backup(Invocation& invocation, const Config& config);
int run_restore(Invocation& invocation, const Config& config);
int run_audit(Invocation& invocation, const Config& config);
int run_audit_export(Invocation& invocation, const Config& config);
int run_token_inspect(Invocation& invocation, const Config& config);
/// Exits with 2 when no management address is configured.
int run_health(Invocation& invocation, const Config& config);
int run_password_cost(Invocation& invocation, const Config& config);

}  // namespace gatehouse::server
