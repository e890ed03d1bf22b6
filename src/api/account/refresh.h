#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /refresh: a refresh token buys the next pair, once.

#include <optional>
#include <string>

#include "api/grant_error.h"
#include "api/token_schema.h"
#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// RFC 6749 6. Nothing is required of the form itself: what is missing is told as RFC 6749 5.2 has it.
struct RefreshForm {
  std::optional<std::string> grant_type;
  std::optional<std::string> refresh_token;
};
BOOST_DESCRIBE_STRUCT(RefreshForm, (), (grant_type, refresh_token))

/// Trades a refresh token. 400: it is no such token, has expired, was used before (which ends its session,
/// save within the grace) or its session has ended; 429: the session is refreshed too often; 503: the store
/// can't be written.
awaitable<TokenSchema> refresh(web::Form<RefreshForm> form, web::State<auth::Sessions> sessions,
                               web::State<auth::throttle::Guard> guard, web::Response& response);

}  // namespace gatehouse::api::account
