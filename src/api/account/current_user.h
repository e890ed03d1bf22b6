#pragma once
// SPDX-License-Identifier: Apache-2.0
// The dependency of every endpoint that is for someone: who the caller is.

#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// The tokens of /login, in an Authorization field.
inline constexpr web::OAuth2PasswordBearer bearer{"/login", "JWT"};

/// The caller, by his access token. Refusals: 401 (none, expired, session ended), 403 (not valid), 404
/// (gone).
web::Soon<auth::Access> get_current_user(web::Depends<bearer> token, web::State<auth::AccessChecks> tokens,
                                         const web::Request& request);

}  // namespace gatehouse::api::account
