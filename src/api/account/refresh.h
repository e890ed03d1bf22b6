#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /refresh: a refresh token buys the next pair, once.

#include <boost/describe/enum.hpp>
#include <optional>
#include <string>

#include "api/account/token_schema.h"
#include "auth/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// RFC 6749 6. Nothing is required of the form itself: what is missing is told as RFC 6749 5.2 has it.
struct RefreshForm {
  std::optional<std::string> grant_type;
  std::optional<std::string> refresh_token;
};
BOOST_DESCRIBE_STRUCT(RefreshForm, (), (grant_type, refresh_token))

/// RFC 6749 5.2, and one for a server that can't serve now, for which it has none.
enum class GrantErrorCode { invalid_request, invalid_grant, unsupported_grant_type, temporarily_unavailable };
BOOST_DESCRIBE_ENUM(GrantErrorCode, invalid_request, invalid_grant, unsupported_grant_type,
                    temporarily_unavailable)

struct GrantError {
  GrantErrorCode error = GrantErrorCode::invalid_request;
  std::string error_description;
};
BOOST_DESCRIBE_STRUCT(GrantError, (), (error, error_description))

/// Trades a refresh token. 400: it is no such token, has expired, was used before (which ends its session,
/// save within the grace) or its session has ended; 503: the store can't be written.
awaitable<TokenSchema> refresh(web::Form<RefreshForm> form, web::State<auth::Sessions> sessions,
                               web::Response& response);

}  // namespace gatehouse::api::account
