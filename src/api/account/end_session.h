#pragma once
// SPDX-License-Identifier: Apache-2.0
// DELETE /sessions/{id}: ends one of the caller's sessions, for example that of a lost device.

#include "api/account/caller.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Ends one of the caller's sessions. All its tokens are invalid when the answer arrives. Refuses with 404
/// when the caller has no such session, and 503 when the store cannot be written.
awaitable<> end_session(web::Path<"id", web::Uuid> id, web::Depends<get_caller> caller,
                        web::State<auth::Sessions> sessions, const web::Request& request);

}  // namespace gatehouse::api::account
