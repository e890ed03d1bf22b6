#pragma once
// SPDX-License-Identifier: Apache-2.0
// Refreshes a session within its limit, for both /refresh and /token.

#include <string_view>

#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// As `auth::Sessions::refresh`. Throws 429 in the format of OAuth when the session was refreshed too often.
/// A repeated request that gets the same successor again is not counted. `token` and the references must
/// outlive the coroutine.
[[nodiscard]] awaitable<auth::SessionResult<auth::TokenPair>> refresh_session(auth::Sessions& sessions,
                                                                              auth::throttle::Guard& guard,
                                                                              const web::Request& request,
                                                                              std::string_view token,
                                                                              auth::TokenRequest asked = {});

}  // namespace gatehouse::api
