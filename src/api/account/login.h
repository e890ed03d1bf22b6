#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /login: a password begins a session and buys its first pair of tokens.

#include "api/options.h"
#include "api/token_schema.h"
#include "auth/accounts/accounts.h"
#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Issues tokens, and sets the cookie of a known device. 400: unknown, wrong and disabled alike, after the
/// same work; 429: too many failures, before any work; 503: too busy.
awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Accounts> accounts, web::State<auth::Sessions> sessions,
                             web::State<auth::throttle::Guard> guard, web::State<Options> options,
                             const web::Request& request, web::Response& response);

}  // namespace gatehouse::api::account
