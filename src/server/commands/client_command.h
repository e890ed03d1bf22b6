#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands about OAuth clients.

#include <optional>
#include <string>

#include "auth/clients/clients.h"
#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"

namespace gatehouse::server {

/// A command `gatehouse client ACTION …`.
struct ClientCommand {
  std::string action;  ///< add, list, show, rotate-secret, set-introspect, disable, enable or delete
  std::optional<std::string> id;   ///< of all but list; add without it makes a random id
  std::string name;                ///< of add
  std::string scope;               ///< of add
  std::string introspect = "own";  ///< of add and set-introspect: own or all
  std::string after;               ///< of list
};
BOOST_DESCRIBE_STRUCT(ClientCommand, (), (action, id, name, scope, introspect, after))

/// Runs a command. Changes are in force when it returns. The text of add and rotate-secret
/// contains the secret.
awaitable<CommandOutcome> run_client_command(auth::Clients& clients, ClientCommand command);

}  // namespace gatehouse::server
