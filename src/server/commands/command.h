#pragma once
// SPDX-License-Identifier: Apache-2.0
// A command about stored data. It works in the same way with and without a running server.

#include <optional>
#include <stop_token>
#include <vector>

#include "auth/accounts/accounts.h"
#include "auth/clients/clients.h"
#include "auth/keys/key_ring.h"
#include "auth/tokens/token_inspector.h"
#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/audit_command.h"
#include "server/commands/backup_command.h"
#include "server/commands/client_command.h"
#include "server/commands/command_outcome.h"
#include "server/commands/keys_command.h"
#include "server/commands/token_command.h"
#include "server/commands/user_command.h"
#include "server/config/settings.h"
#include "server/secrets/secrets.h"
#include "store/store.h"

namespace gatehouse::server {

/// A command as it is sent to a running server. Exactly one member is set.
struct Command {
  std::optional<UserCommand> user{};
  std::optional<ClientCommand> client{};
  std::optional<KeysCommand> keys{};
  std::optional<TokenCommand> token{};
  std::optional<BackupCommand> backup{};
  std::optional<AuditCommand> audit{};
};
BOOST_DESCRIBE_STRUCT(Command, (), (user, client, keys, token, backup, audit))

/// The objects that commands work on.
struct CommandTargets {
  auth::Accounts& accounts;
  auth::Clients& clients;
  auth::KeyRing& keys;
  const std::vector<SecretStatus>& secrets;
  auth::TokenInspector*
      inspector;  ///< null: the secrets are not available, or the command is not about tokens
  const TokenSettings& token_settings;
  store::Store& store;
};

/// Runs a command. When it returns, changes are in force on a running server too. The targets must outlive
/// the run. `gone` is stopped when the operator no longer waits.
awaitable<CommandOutcome> run_command(const CommandTargets& targets, Command command, std::stop_token gone);

}  // namespace gatehouse::server
