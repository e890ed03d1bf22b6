#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /token: the token endpoint of RFC 6749 3.2, for standard OAuth clients.

#include <cstdint>
#include <string>

#include "api/oauth/client_authentication.h"
#include "api/oauth/once.h"
#include "auth/clients/clients.h"
#include "auth/sessions/sessions.h"
#include "auth/tokens/client_tokens.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

/// The parameters of all grants. The grant determines which of them are required.
struct TokenForm : ClientForm {
  Once<std::string> grant_type;
  Once<std::string> username;
  Once<Secret> password;
  Once<std::string> refresh_token;
  Once<std::string> scope;
};
BOOST_DESCRIBE_STRUCT(TokenForm, (ClientForm), (grant_type, username, password, refresh_token, scope))

/// RFC 6749 5.1.
struct TokenAnswer {
  std::string access_token;
  std::string token_type;
  std::int64_t expires_in = 0;  ///< seconds, of the access token
  web::Omittable<std::string> refresh_token;
  web::Omittable<std::string> scope;  ///< of the access token, if it has one
};
BOOST_DESCRIBE_STRUCT(TokenAnswer, (), (access_token, token_type, expires_in, refresh_token, scope))

/// Issues tokens for a password as /login does (RFC 6749 4.3), for a refresh token as /refresh does (6), and
/// for a registered client itself (4.4). The first two are open to every caller, but a refresh token that was
/// issued to a client is accepted only from that authenticated client. A user's tokens name the client as
/// their client_id if it has authenticated. Refusals use `GrantErrorCode`.
awaitable<TokenAnswer> issue_token(web::Form<TokenForm> form, web::Depends<optional_client_basic> basic,
                                   web::State<auth::Clients> clients, web::State<auth::throttle::Guard> guard,
                                   web::State<auth::Sessions> sessions,
                                   web::State<auth::ClientTokens> client_tokens, const web::Request& request,
                                   web::Response& response);

}  // namespace gatehouse::api::oauth

template <>
inline constexpr gatehouse::schema::Fields gatehouse::schema::fields<gatehouse::api::oauth::TokenForm>{
    {"grant_type", "password, refresh_token or client_credentials"},
    {"username", "The user's e-mail address; of the grant password"},
    {"password", "Of the grant password"},
    {"refresh_token", "Of the grant refresh_token"},
    {"scope", "A part of what the user has been granted, or the client; all of it if not given"},
    {"client_id", "Where the client sends no Authorization field"},
    {"client_secret", "Where the client sends no Authorization field"}};
