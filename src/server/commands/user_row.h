#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user as a line of JSON: what `user import` reads and `user export` writes.

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

/// The longest line that is read, in bytes.
inline constexpr std::size_t max_user_line = 8 * 1024;

/// Reads one line without its end. The error says what is wrong, never what the line holds: also for a member
/// that is not known, which may be a known one misspelt.
[[nodiscard]] result<UserRow, Problem> read_user_row(std::string_view line);

[[nodiscard]] UserRow to_row(const store::User& user);
[[nodiscard]] auth::ImportedUser to_imported(UserRow row);

/// What is wrong with a row that came to this, in words; nothing for one that is in.
[[nodiscard]] std::optional<std::string> message_of(auth::ImportOutcome outcome);

}  // namespace gatehouse::server
