#pragma once
// SPDX-License-Identifier: Apache-2.0
// DELETE /sessions/{id}: the caller logs another device out.

#include "api/account/caller.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Ends one of the caller's sessions: every token of it is dead when the answer comes. 404: the caller has no
/// such session; 503: the store can't be written.
awaitable<> end_session(web::Path<"id", web::Uuid> id, web::Depends<get_caller> caller,
                        web::State<auth::Sessions> sessions);

}  // namespace gatehouse::api::account
