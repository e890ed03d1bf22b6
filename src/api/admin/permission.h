#pragma once
// SPDX-License-Identifier: Apache-2.0
// What administrators, supporters and auditors may do: the one table of it.

#include "auth/roles.h"

namespace gatehouse::api::admin {

/// What an operation of the administration interface needs. `routes.cpp` names one for each operation.
enum class Permission {
  read_users,      ///< see users and their sessions
  edit_users,      ///< create, change and delete users, and grant roles
  end_sessions,    ///< end sessions of users
  transfer_users,  ///< import and export users with their password hashes
  read_audit,      ///< read the audit record
  manage_clients,  ///< see, register, change and delete clients
  manage_keys,     ///< see, make and retire keys
  inspect_tokens,  ///< ask why a token is refused
  back_up,         ///< make a backup, which contains everything
};

/// Returns whether a role includes a permission.
[[nodiscard]] constexpr bool includes(auth::BuiltInRole role, Permission permission) noexcept {
  switch (permission) {
    case Permission::read_users:
      return true;
    case Permission::end_sessions:
      return role != auth::BuiltInRole::auditor;
    case Permission::read_audit:
      return role != auth::BuiltInRole::support;
    case Permission::edit_users:
    case Permission::transfer_users:
    case Permission::manage_clients:
    case Permission::manage_keys:
    case Permission::inspect_tokens:
    case Permission::back_up:
      return role == auth::BuiltInRole::admin;
  }
  return false;
}

}  // namespace gatehouse::api::admin
