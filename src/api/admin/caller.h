#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who asks for administration, and whether they may.

#include "api/admin/permission.h"
#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// An administrator, supporter or auditor, or the operator.
struct Caller {
  store::Actor actor;  ///< for the audit record
  AdminRole role = AdminRole::auditor;
};

/// Returns the caller. On the control socket that is the operator: a process of the server's own user or of
/// root. Refuses other processes with 403, and other connections with 401.
[[nodiscard]] Caller get_caller(const web::Request& request);

/// Throws 403 with `not_permitted`.
[[noreturn]] void refuse_permission();

/// A guard that lets only callers pass whose role includes the permission.
template <Permission Needed>
Caller permitted(web::Depends<get_caller> caller) {
  if (!includes(caller->role, Needed)) refuse_permission();
  return *caller;
}

}  // namespace gatehouse::api::admin
