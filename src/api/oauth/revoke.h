#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /revoke: a client gives up a token (RFC 7009).

#include <string>

#include "api/oauth/client_authentication.h"
#include "api/oauth/once.h"
#include "auth/clients/clients.h"
#include "auth/tokens/introspection.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

struct RevocationForm : ClientForm {
  Once<std::string> token;
  Once<std::string> token_type_hint;
};
BOOST_DESCRIBE_STRUCT(RevocationForm, (ClientForm), (token, token_type_hint))

/// Ends the session of an access or refresh token, or revokes the client's own access token. The token is
/// invalid when the answer arrives. Any other text counts as a token that was revoked before and is answered
/// with 200 (RFC 7009 2.2). Refuses with 400 `invalid_request`, 400 `invalid_grant` when the token was issued
/// to another client and stays valid, 401 `invalid_client`, and 503 when the store cannot be written and
/// nothing was revoked.
awaitable<> revoke(web::Form<RevocationForm> form, web::Depends<optional_client_basic> basic,
                   web::State<auth::Clients> clients, web::State<auth::throttle::Guard> guard,
                   web::State<auth::Introspection> tokens, const web::Request& request);

}  // namespace gatehouse::api::oauth

template <>
inline constexpr gatehouse::schema::Fields gatehouse::schema::fields<gatehouse::api::oauth::RevocationForm>{
    {"token", "An access token or a refresh token"},
    {"token_type_hint", "access_token or refresh_token; nothing depends on it"}};
