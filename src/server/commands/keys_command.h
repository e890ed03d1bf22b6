#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse keys …` about what signs tokens.

#include <cstdint>
#include <optional>
#include <string>

#include "server/commands/admin_client.h"
#include "server/commands/outcome.h"

namespace gatehouse::server {

/// The arguments of `gatehouse keys ACTION …`.
struct KeysCommand {
  std::string action{};                         ///< list, rotate or retire
  std::string kid{};                            ///< of retire
  std::optional<std::int64_t> after_seconds{};  ///< of rotate: until the new key signs
};

/// Runs a command. Its changes are in force when it returns. `json`: the outcome is JSON.
[[nodiscard]] Outcome run_keys_command(AdminClient& client, const KeysCommand& command, bool json);

}  // namespace gatehouse::server
