#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user as a line of JSON, as `user import` reads it and `user export` writes it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/accounts/imported_user.h"
#include "gatehouse/base/result.h"
#include "gatehouse/schema/schema.h"
#include "server/problem.h"
#include "store/user.h"

namespace gatehouse::server {

struct UserRow {
  std::string email;
  std::string password_hash;
  std::optional<Uuid> id;
  std::optional<TimePoint> created_at;
  std::optional<bool> disabled;
  std::optional<bool> is_admin;
  std::optional<std::vector<std::string>> roles;
};
BOOST_DESCRIBE_STRUCT(UserRow, (), (email, password_hash, id, created_at, disabled, is_admin, roles))

/// The length of the longest accepted line, in bytes.
inline constexpr std::size_t max_user_line = 8 * 1024;

/// Reads one line without its newline. The error says what is wrong but never repeats any part of the line.
/// An unknown member is an error too, because it may be a misspelled one.
[[nodiscard]] result<UserRow, Problem> read_user_row(std::string_view line);

[[nodiscard]] UserRow to_row(const store::User& user);
[[nodiscard]] auth::ImportedUser to_imported(UserRow row);

/// Returns what is wrong with a row of this outcome, or nullopt if its user exists.
[[nodiscard]] std::optional<std::string> message_of(auth::ImportOutcome outcome);

}  // namespace gatehouse::server
