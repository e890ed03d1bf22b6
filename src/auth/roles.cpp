// SPDX-License-Identifier: Apache-2.0
#include "auth/roles.h"

#include "auth/scope.h"

namespace gatehouse::auth {

bool is_admin(const store::Roles& roles) { return is_within(store::admin_role, roles.words); }

std::string scope_of(const store::Roles& roles) { return roles.words; }

std::string scope_of(const store::Session& session) {
  auto all = scope_of(session.granted);
  return session.scope ? common_scope(all, *session.scope) : all;
}

}  // namespace gatehouse::auth
