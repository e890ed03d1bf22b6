#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands about users, the same with a server running and without one.

#include <cstdint>
#include <string>

#include "auth/accounts.h"
#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"

namespace gatehouse::server {

/// `gatehouse user ACTION …`, as it travels to a running server.
struct UserCommand {
  std::string action;  ///< add, list, show, disable, enable, delete or set-password
  std::string email;
  std::string password;
  bool is_admin = false;
  std::string prefix;      ///< of list
  std::string after;       ///< of list
  std::int64_t limit = 0;  ///< of list
};
BOOST_DESCRIBE_STRUCT(UserCommand, (), (action, email, password, is_admin, prefix, after, limit))

/// What a command came to.
struct UserOutcome {
  bool is_done = false;
  std::string text;  ///< for standard output if done, for standard error if not; ends without a line's end
};
BOOST_DESCRIBE_STRUCT(UserOutcome, (), (is_done, text))

/// Runs a command. Changes are in force, on a running server too, when it returns.
awaitable<UserOutcome> run_user_command(auth::Accounts& accounts, UserCommand command);

}  // namespace gatehouse::server
