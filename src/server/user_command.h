#pragma once
// SPDX-License-Identifier: Apache-2.0
// The commands about users, the same with a server running and without one.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/accounts.h"
#include "gatehouse/base/async.h"
#include "gatehouse/schema/schema.h"
#include "server/user_row.h"

namespace gatehouse::server {

/// `gatehouse user ACTION …`, as it travels to a running server.
struct UserCommand {
  std::string action;  ///< add, list, show, disable, enable, delete, set-password, import or export
  std::string email;
  std::string password;
  bool is_admin = false;
  std::string prefix;                          ///< of list
  std::string after;                           ///< of list
  std::int64_t limit = 0;                      ///< of list
  std::optional<std::vector<UserRow>> rows{};  ///< of import
};
BOOST_DESCRIBE_STRUCT(UserCommand, (), (action, email, password, is_admin, prefix, after, limit, rows))

/// A row of a batch that is not imported.
struct BadRow {
  std::int64_t index = 0;  ///< in the batch, from 0
  std::string why;
};
BOOST_DESCRIBE_STRUCT(BadRow, (), (index, why))

/// What a command came to.
struct UserOutcome {
  bool is_done = false;
  std::string text;  ///< for standard output if done, for standard error if not; ends without a line's end
  std::optional<std::int64_t> added{};            ///< of import
  std::optional<std::int64_t> present{};          ///< of import
  std::optional<std::vector<BadRow>> bad_rows{};  ///< of import
  std::optional<std::vector<UserRow>> rows{};     ///< of export: a page
  std::optional<std::string> next{};              ///< of export: the next page's `after`
};
BOOST_DESCRIBE_STRUCT(UserOutcome, (), (is_done, text, added, present, bad_rows, rows, next))

/// Runs a command. Changes are in force, on a running server too, when it returns.
awaitable<UserOutcome> run_user_command(auth::Accounts& accounts, UserCommand command);

}  // namespace gatehouse::server
