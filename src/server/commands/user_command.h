#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands about users.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/accounts/accounts.h"
#include "gatehouse/base/async.h"
#include "gatehouse/crypto/pool/hash_caller.h"
#include "gatehouse/schema/schema.h"
#include "server/commands/command_outcome.h"
#include "server/commands/user_row.h"

namespace gatehouse::server {

/// A command `gatehouse user ACTION …`.
struct UserCommand {
  std::string action;  ///< add, list, show, disable, enable, delete, set-password, grant, import or export
  std::string email;
  std::string password;
  bool is_admin = false;
  std::string prefix;                          ///< of list
  std::string after;                           ///< of list
  std::int64_t limit = 0;                      ///< of list
  std::optional<std::vector<UserRow>> rows{};  ///< of import
  std::vector<std::string> roles{};            ///< of grant
  bool removes = false;                        ///< of grant: whether it takes the roles away
};
BOOST_DESCRIBE_STRUCT(UserCommand, (),
                      (action, email, password, is_admin, prefix, after, limit, rows, roles, removes))

/// Runs a command. When it returns, changes are in force on a running server too. `job` is for passwords that
/// have to be hashed.
awaitable<CommandOutcome> run_user_command(auth::Accounts& accounts, UserCommand command,
                                           crypto::JobOptions job);

}  // namespace gatehouse::server
