#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /logout and /logout/all: end the session of the caller's token, or all of the caller's sessions.

#include "api/account/caller.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Ends the caller's session: every token of it is dead when the answer comes. 400: the token has no session;
/// 503: the store can't be written.
awaitable<> logout(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions);

/// Ends the caller's sessions, this one included: every token of them is dead when the answer comes. 503: the
/// store can't be written.
awaitable<> logout_all(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions);

}  // namespace gatehouse::api::account
