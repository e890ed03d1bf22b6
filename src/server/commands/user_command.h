#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands `gatehouse user …` about users one by one, and their list.

#include <cstdint>
#include <string>
#include <vector>

#include "gatehouse/base/secret.h"
#include "server/commands/admin_client.h"
#include "server/commands/outcome.h"

namespace gatehouse::server {

/// The arguments of `gatehouse user ACTION …`.
struct UserCommand {
  /// add, list, show, disable, enable, delete, set-password, grant, sessions or end-sessions
  std::string action{};
  std::string email{};
  Secret password{};
  bool is_admin = false;             ///< of add
  std::string prefix{};              ///< of list
  std::string after{};               ///< of list
  std::int64_t limit = 100;          ///< of list
  std::vector<std::string> roles{};  ///< of grant
  bool removes = false;              ///< of grant: takes them away
};

/// Runs a command. Its changes are in force when it returns. `json`: the outcome is JSON, a line
/// for each item.
[[nodiscard]] Outcome run_user_command(AdminClient& client, const UserCommand& command, bool json);

}  // namespace gatehouse::server
