#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /login: a password buys a pair of tokens.

#include <cstdint>
#include <string>

#include "auth/accounts.h"
#include "auth/token_service.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

/// RFC 6749 5.1.
struct TokenSchema {
  std::string access_token;
  std::string refresh_token;
  std::string token_type;
  std::int64_t expires_in = 0;  ///< seconds, of the access token
};
BOOST_DESCRIBE_STRUCT(TokenSchema, (), (access_token, refresh_token, token_type, expires_in))

/// Issues tokens. 400: unknown, wrong and disabled alike, after the same work; 503: too busy.
awaitable<TokenSchema> login(web::Form<web::OAuth2PasswordRequestForm> form,
                             web::State<auth::Accounts> accounts, web::State<auth::TokenService> tokens,
                             web::Response& response, const web::Request& request);

}  // namespace gatehouse::api::account
