#pragma once
// SPDX-License-Identifier: Apache-2.0
// A refresh within the limit of its session: what /refresh and /token have in common.

#include <string_view>

#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// As `auth::Sessions::refresh`; throws 429 in the words of OAuth where the session has been refreshed too
/// often. A token that gets its successor again is not counted. `token` and the others outlive this.
[[nodiscard]] awaitable<auth::SessionResult<auth::TokenPair>> refresh_session(auth::Sessions& sessions,
                                                                              auth::throttle::Guard& guard,
                                                                              std::string_view token,
                                                                              auth::TokenRequest asked = {});

}  // namespace gatehouse::api
