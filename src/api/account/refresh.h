#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /refresh: exchanges a refresh token for the next pair of tokens.

#include <optional>
#include <string>

#include "api/grant_error.h"
#include "api/token_schema.h"
#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// RFC 6749 6. All members are optional here, so that the handler can report missing ones as RFC
/// 6749 5.2 requires.
struct RefreshForm {
  std::optional<std::string> grant_type;
  std::optional<std::string> refresh_token;
};
BOOST_DESCRIBE_STRUCT(RefreshForm, (), (grant_type, refresh_token))

/// Exchanges a refresh token. Refuses with 400 when the token is not valid, has expired or was used before
/// (which ends its session, except within the grace period), and when its session has ended; with 429 when
/// the session is refreshed too often; and with 503 when the store cannot be written.
awaitable<TokenSchema> refresh(web::Form<RefreshForm> form, web::State<auth::Sessions> sessions,
                               web::State<auth::throttle::Guard> guard, const web::Request& request,
                               web::Response& response);

}  // namespace gatehouse::api::account
