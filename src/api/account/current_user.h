#pragma once
// SPDX-License-Identifier: Apache-2.0
// The dependency that finds out who the caller is.

#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// The tokens of /login, in an Authorization field.
inline constexpr web::OAuth2PasswordBearer bearer{"/login", "JWT"};

/// Returns what the caller's access token gives access to. Refuses with 401 when there is no token, it has
/// expired or its session has ended, 403 when it is not valid, and 404 when its user was deleted.
web::Soon<auth::Access> get_current_user(web::Depends<bearer> token, web::State<auth::AccessChecks> tokens,
                                         const web::Request& request);

}  // namespace gatehouse::api::account
