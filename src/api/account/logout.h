#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /logout and /logout/all: end the session of the caller's token, or all of the caller's sessions.

#include "api/account/caller.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Ends the caller's session. All its tokens are invalid when the answer arrives. Refuses with 400 when the
/// token has no session, and 503 when the store cannot be written.
awaitable<> logout(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions,
                   const web::Request& request);

/// Ends all of the caller's sessions, including this one. All their tokens are invalid when the answer
/// arrives. Refuses with 503 when the store cannot be written.
awaitable<> logout_all(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions,
                       const web::Request& request);

}  // namespace gatehouse::api::account
