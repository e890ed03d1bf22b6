#pragma once
// SPDX-License-Identifier: Apache-2.0
// Roles as scopes: a role is a word that an operator grants a user, and that the user's access tokens carry.

#include <string>

#include "store/roles.h"
#include "store/session.h"

namespace gatehouse::auth {

/// Returns whether the user is an administrator.
[[nodiscard]] bool is_admin(const store::Roles& roles);

/// Returns the largest scope of a user with these roles, in the canonical form of `parse_scope`.
[[nodiscard]] std::string scope_of(const store::Roles& roles);

/// Returns the scope for tokens of a session: the user's roles, limited to what the login asked for.
[[nodiscard]] std::string scope_of(const store::Session& session);

}  // namespace gatehouse::auth
