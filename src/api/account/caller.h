#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds out who the caller is, for endpoints whose refusals carry a code (see coded_error.h).

#include "api/account/current_user.h"
#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// As `bearer`, but a missing token is answered by `get_caller`.
inline constexpr web::Optional optional_bearer{bearer};

/// Returns the caller as `get_current_user` does, with refusals that carry a code. Refuses with 403
/// `insufficient_scope` unless both the token and the user's current roles have the scopes that are needed.
///
///     awaitable<UserList> list_users(web::Security<get_caller, "admin"> caller);
awaitable<auth::Access> get_caller(web::Depends<optional_bearer> token, web::SecurityScopes scopes,
                                   web::State<auth::AccessChecks> tokens, const web::Request& request);

}  // namespace gatehouse::api::account
