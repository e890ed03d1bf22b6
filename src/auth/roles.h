#pragma once
// SPDX-License-Identifier: Apache-2.0
// Roles as scopes: a role is a word that an operator grants a user, and that the user's access tokens carry.

#include <string>
#include <string_view>

#include "store/roles.h"
#include "store/session.h"

namespace gatehouse::auth {

/// The scope that only administrators have.
inline constexpr std::string_view admin_scope = "admin";

/// Returns the largest scope of a user with these roles, in the canonical form of `parse_scope`.
[[nodiscard]] std::string scope_of(const store::Roles& roles);

/// Returns the scope for tokens of a session: the user's roles, limited to what the login asked for.
[[nodiscard]] std::string scope_of(const store::Session& session);

/// Returns the roles that a scope in the canonical form stands for.
[[nodiscard]] store::Roles roles_of(std::string_view scope);

}  // namespace gatehouse::auth
