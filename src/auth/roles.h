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

/// All that tokens of a user with these roles may be for, in the plain form of `parse_scope`.
[[nodiscard]] std::string scope_of(const store::Roles& roles);

/// The same for the tokens of a session: no more than its login asked for.
[[nodiscard]] std::string scope_of(const store::Session& session);

/// The roles that make up a scope in the plain form.
[[nodiscard]] store::Roles roles_of(std::string_view scope);

}  // namespace gatehouse::auth
