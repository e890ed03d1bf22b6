#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /logout: the end of the session that the caller's token belongs to.

#include "api/account/caller.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Ends the caller's session: every token of it is dead when the answer comes. 400: the token has no session;
/// 503: the store can't be written.
awaitable<> logout(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions);

}  // namespace gatehouse::api::account
