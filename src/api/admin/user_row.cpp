// SPDX-License-Identifier: Apache-2.0
#include "api/admin/user_row.h"

#include <utility>

#include "auth/roles.h"
#include "auth/scope.h"

namespace gatehouse::api::admin {

UserRow to_row(const store::User& user) {
  UserRow row;
  row.email = user.email;
  row.password_hash = user.password_hash;
  row.id = user.id;
  row.created_at = user.created_at;
  row.disabled = user.disabled;
  row.is_admin = auth::is_admin(user.roles);
  row.roles = auth::words_of(auth::without_scope(user.roles.words, store::admin_role));
  return row;
}

auth::ImportedUser to_imported(UserRow row) {
  auth::ImportedUser user;
  user.email = std::move(row.email);
  user.password_hash = std::move(row.password_hash);
  user.id = row.id;
  user.created_at = row.created_at;
  user.disabled = row.disabled.value_or(false);
  user.is_admin = row.is_admin.value_or(false);
  if (row.roles) user.roles = std::move(*row.roles);
  return user;
}

std::optional<std::string> message_of(auth::ImportOutcome outcome) {
  switch (outcome) {
    case auth::ImportOutcome::added:
    case auth::ImportOutcome::present:
      return std::nullopt;
    case auth::ImportOutcome::invalid_email:
      return "email: not an e-mail address";
    case auth::ImportOutcome::unknown_hash:
      return "password_hash: of an unknown format";
    case auth::ImportOutcome::malformed_hash:
      return "password_hash: damaged; was it cut short?";
    case auth::ImportOutcome::refused_cost:
      return "password_hash: its cost is over the limits, or far too low";
    case auth::ImportOutcome::id_taken:
      return "id: another user has it";
    case auth::ImportOutcome::invalid_roles:
      return "roles: must be words of ASCII letters, digits and signs except \" and \\, of at most 1000 "
             "bytes in total";
  }
  return "not imported";
}

}  // namespace gatehouse::api::admin
