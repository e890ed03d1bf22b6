#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /login: begins a session and issues its first pair of tokens for a password.

#include "api/options.h"
#include "api/token_schema.h"
#include "auth/accounts/accounts.h"
#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Issues tokens and sets the cookie of a known device. Refuses with 400 for an unknown or disabled user and
/// for a wrong password alike, after the same work; with 429 after too many failures, before any work; and
/// with 503 when the server is too busy.
awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Sessions> sessions, web::State<auth::throttle::Guard> guard,
                             web::State<Options> options, const web::Request& request,
                             web::Response& response);

}  // namespace gatehouse::api::account
