#pragma once
// SPDX-License-Identifier: Apache-2.0
// A password that begins a session: what /login and /token have in common.

#include <string>

#include "auth/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Logs the request's client in. Errors as `auth::Sessions::log_in`. The request outlives this.
[[nodiscard]] awaitable<auth::AccountResult<auth::TokenPair>> log_in(auth::Sessions& sessions,
                                                                     std::string username, Secret password,
                                                                     const web::Request& request,
                                                                     auth::TokenRequest asked = {});

}  // namespace gatehouse::api
