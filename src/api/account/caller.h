#pragma once
// SPDX-License-Identifier: Apache-2.0
// Who the caller is, for the endpoints that the guide lacks: refusals carry a code.

#include "api/account/current_user.h"
#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// `bearer`, but what a missing token is answered with is ours to say.
inline constexpr web::Optional optional_bearer{bearer};

/// As `get_current_user`; and 403 `insufficient_scope` unless both the token and its user, as of now, have
/// the scopes that are needed.
///
///     awaitable<UserList> list_users(web::Security<get_caller, "admin"> caller);
awaitable<auth::Access> get_caller(web::Depends<optional_bearer> token, web::SecurityScopes scopes,
                                   web::State<auth::AccessChecks> tokens, const web::Request& request);

}  // namespace gatehouse::api::account
