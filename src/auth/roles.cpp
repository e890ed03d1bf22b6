// SPDX-License-Identifier: Apache-2.0
#include "auth/roles.h"

#include "auth/scope.h"

namespace gatehouse::auth {

std::string scope_of(const store::Roles& roles) {
  return roles.is_admin ? join_scopes(admin_scope, roles.words) : roles.words;
}

std::string scope_of(const store::Session& session) {
  auto all = scope_of(session.granted);
  return session.scope ? common_scope(all, *session.scope) : all;
}

store::Roles roles_of(std::string_view scope) {
  store::Roles roles;
  roles.is_admin = is_within(admin_scope, scope);
  roles.words = without_scope(scope, admin_scope);
  return roles;
}

}  // namespace gatehouse::auth
