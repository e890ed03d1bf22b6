// SPDX-License-Identifier: Apache-2.0
#include "auth/roles.h"

#include "auth/scope.h"

namespace gatehouse::auth {

bool is_admin(const store::Roles& roles) { return is_within(store::admin_role, roles.words); }

std::string scope_of(const store::Roles& roles) { return roles.words; }

std::optional<BuiltInRole> built_in_role_of(const store::Roles& roles) {
  for (const auto role : {BuiltInRole::admin, BuiltInRole::support, BuiltInRole::auditor}) {
    if (is_within(to_string(role), roles.words)) return role;
  }
  return std::nullopt;
}

std::string askable_scope_of(const store::Roles& roles) {
  return built_in_role_of(roles) ? join_scopes(roles.words, admin_scope) : roles.words;
}

std::string scope_of(const store::Session& session) {
  if (!session.scope) return scope_of(session.granted);
  return common_scope(askable_scope_of(session.granted), *session.scope);
}

}  // namespace gatehouse::auth
