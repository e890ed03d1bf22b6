#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who asks for administration, and whether they may.

#include <chrono>

#include "api/admin/permission.h"
#include "api/admin/token_gate.h"
#include "auth/accounts/accounts.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

/// An administrator, supporter or auditor, or the operator.
struct Caller {
  store::Actor actor;  ///< for the audit record
  auth::BuiltInRole role = auth::BuiltInRole::auditor;
  bool is_recent = false;  ///< whether a user has given the password a moment ago; true for others
};

/// How long ago a user must have given the password at most, for what could give others a way in.
inline constexpr std::chrono::minutes recent{5};

/// An access token in an Authorization field. On the control socket none is needed.
inline constexpr web::HTTPBearer admin_token{"AdminToken"};
inline constexpr web::Optional optional_admin_token{admin_token};

/// Returns the caller. On the control socket that is the operator: a process of the server's own user or of
/// root; other processes are refused with 403. On other connections it is the client whose own access token
/// the request has, if that has the scope gatehouse:admin. Refuses with 401 without a token or with an
/// expired one, and with 403 for any other token.
awaitable<Caller> get_caller(web::Depends<optional_admin_token> token, web::State<TokenGate> gate,
                             const web::Request& request);

/// Throws 403 with `not_permitted`.
[[noreturn]] void refuse_permission();

/// Throws 401 as RFC 9470 3 says, unless the caller `is_recent`.
void require_recent(const Caller& caller);

/// A guard that lets only callers pass who are recent.
Caller recently(web::Depends<get_caller> caller);

/// A guard that lets only callers pass whose role includes the permission.
template <Permission Needed>
Caller permitted(web::Depends<get_caller> caller) {
  if (!includes(caller->role, Needed)) refuse_permission();
  return *caller;
}

}  // namespace gatehouse::api::admin
