#pragma once
// SPDX-License-Identifier: Apache-2.0
// A user with the password's hash, as an import reads it and an export writes it.

#include <optional>
#include <string>
#include <vector>

#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct UserRow {
  std::string email;
  std::string password_hash;
  std::optional<web::Uuid> id;
  std::optional<web::Timestamp> created_at;
  std::optional<bool> disabled;
  std::optional<bool> is_admin;
  std::optional<std::vector<std::string>> roles;
};
BOOST_DESCRIBE_STRUCT(UserRow, (), (email, password_hash, id, created_at, disabled, is_admin, roles))

[[nodiscard]] UserRow to_row(const store::User& user);
[[nodiscard]] auth::ImportedUser to_imported(UserRow row);

/// Returns what is wrong with a row of this outcome, or nullopt if its user exists.
[[nodiscard]] std::optional<std::string> message_of(auth::ImportOutcome outcome);

}  // namespace gatehouse::api::admin

template <>
inline constexpr gatehouse::schema::StructOptions
    gatehouse::schema::struct_options<gatehouse::api::admin::UserRow>{
        .description = "A user with the hash of the password, from this server or another system",
        .refuses_unknown = true};
