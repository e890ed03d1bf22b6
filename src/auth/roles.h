#pragma once
// SPDX-License-Identifier: Apache-2.0
// Roles as scopes: a role is a word that an operator grants a user, and that the user's access tokens carry.

#include <optional>
#include <string>

#include "auth/error_name.h"

#include "store/roles.h"
#include "store/session.h"

namespace gatehouse::auth {

/// Returns whether the user is an administrator.
[[nodiscard]] bool is_admin(const store::Roles& roles);

/// The roles that the administration interface knows, from the one that may do the most.
enum class BuiltInRole {
  admin,    ///< everything
  support,  ///< helps users
  auditor,  ///< sees users and what was done
};
BOOST_DESCRIBE_ENUM(BuiltInRole, admin, support, auditor)

/// Returns the built-in role of a user, of several the one that may do the most; nullopt: the user has none.
[[nodiscard]] std::optional<BuiltInRole> built_in_role_of(const store::Roles& roles);

/// Returns the largest scope that a user with these roles gets without asking, in the canonical
/// form of `parse_scope`.
[[nodiscard]] std::string scope_of(const store::Roles& roles);

/// As above, with what the user gets only by asking for it by name: `admin_scope`, with a built-in role.
[[nodiscard]] std::string askable_scope_of(const store::Roles& roles);

/// Returns the scope for tokens of a session: the user's roles, limited to what the login asked for.
[[nodiscard]] std::string scope_of(const store::Session& session);

}  // namespace gatehouse::auth
