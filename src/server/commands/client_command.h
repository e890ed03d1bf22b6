#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse client …` about OAuth clients.

#include <optional>
#include <string>

#include "server/commands/admin_client.h"
#include "server/commands/outcome.h"

namespace gatehouse::server {

/// The arguments of `gatehouse client ACTION …`.
struct ClientCommand {
  /// add, list, show, rotate-secret, set-introspect, disable, enable or delete
  std::string action{};
  std::optional<std::string> id{};  ///< of all but list; add without it makes a random id
  std::string name{};               ///< of add
  std::string scope{};              ///< of add
  std::string introspect = "own";   ///< of add and set-introspect: own or all
  std::string after{};              ///< of list
};

/// Runs a command. Its changes are in force when it returns. The outcome of add and rotate-secret contains
/// the secret. `json`: the outcome is JSON, a line for each item.
[[nodiscard]] Outcome run_client_command(AdminClient& client, const ClientCommand& command, bool json);

}  // namespace gatehouse::server
