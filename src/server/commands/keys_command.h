#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands about what signs tokens: key pairs and secrets.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/keys/key_ring.h"
#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"
#include "server/secrets/secrets.h"

namespace gatehouse::server {

/// A command `gatehouse keys ACTION …`.
struct KeysCommand {
  std::string action;                           ///< list, rotate or retire
  std::string kid;                              ///< of retire
  std::optional<std::int64_t> after_seconds{};  ///< of rotate: until the new key signs
};
BOOST_DESCRIBE_STRUCT(KeysCommand, (), (action, kid, after_seconds))

/// Runs a command. Changes are in force when it returns. `secrets` are those in use, of which only the names
/// and sources are shown. The arguments passed by reference must outlive the run.
awaitable<CommandOutcome> run_keys_command(auth::KeyRing& keys, const std::vector<SecretStatus>& secrets,
                                           KeysCommand command);

}  // namespace gatehouse::server
