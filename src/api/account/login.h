#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /login: a password begins a session and buys its first pair of tokens.

#include "api/token_schema.h"
#include "auth/accounts.h"
#include "auth/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// Issues tokens. 400: unknown, wrong and disabled alike, after the same work; 503: too busy.
awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Accounts> accounts, web::State<auth::Sessions> sessions,
                             const web::Request& request, web::Response& response);

}  // namespace gatehouse::api::account
