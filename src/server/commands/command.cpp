// SPDX-License-Identifier: Apache-2.0
#include "server/commands/command.h"

#include <utility>

namespace gatehouse::server {
namespace {

awaitable<CommandOutcome> refuse() {
  auto outcome = failed(
      "the running server does not understand this command: check that it is the same version of gatehouse");
  co_return outcome;
}

}  // namespace

awaitable<CommandOutcome> run_command(const CommandTargets& targets, Command command, std::stop_token gone) {
  if (command.user) {
    return run_user_command(targets.accounts, std::move(*command.user),
                            {crypto::HashCaller::from_operator(), std::move(gone)});
  }
  if (command.client) return run_client_command(targets.clients, std::move(*command.client));
  if (command.keys) return run_keys_command(targets.keys, targets.secrets, std::move(*command.keys));
  if (command.token && targets.inspector != nullptr)
    return run_token_command(*targets.inspector, targets.token_settings, std::move(*command.token));
  if (command.audit) {
    return run_audit_command(targets.store, targets.accounts, std::move(*command.audit));
  }
  if (command.backup) return run_backup_command(targets.store, std::move(*command.backup));
  return refuse();
}

}  // namespace gatehouse::server
