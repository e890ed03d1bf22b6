#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /introspect: tells services whether a token that they received is valid (RFC 7662).

#include <cstdint>
#include <string>
#include <vector>

#include "api/oauth/client_authentication.h"
#include "api/oauth/once.h"
#include "auth/clients/clients.h"
#include "auth/tokens/introspection.h"
#include "gatehouse/web.h"

namespace gatehouse::api::oauth {

struct IntrospectionForm : ClientForm {
  Once<std::string> token;
  Once<std::string> token_type_hint;
};
BOOST_DESCRIBE_STRUCT(IntrospectionForm, (ClientForm), (token, token_type_hint))

/// RFC 7662 2.2. For a token that is not active, the answer contains nothing else.
struct Introspection {
  bool active = false;
  web::Omittable<std::string> scope;
  web::Omittable<std::string> client_id;
  web::Omittable<std::string> username;    ///< the user's e-mail address
  web::Omittable<std::string> token_type;  ///< Bearer, or refresh_token, which is no access token
  web::Omittable<std::int64_t> exp;
  web::Omittable<std::int64_t> iat;
  web::Omittable<std::int64_t> nbf;
  web::Omittable<std::string> sub;
  web::Omittable<std::vector<std::string>> aud;
  web::Omittable<std::string> iss;
  web::Omittable<std::string> jti;
  web::Omittable<std::string> sid;
};
BOOST_DESCRIBE_STRUCT(Introspection, (),
                      (active, scope, client_id, username, token_type, exp, iat, nbf, sub, aud, iss, jti,
                       sid))

/// Describes a token to a registered client if it was issued to that client, or if the operator lets the
/// client introspect all tokens. All other tokens are reported as not active. Does not use up a refresh
/// token. Refuses with 400 `invalid_request`, 401 `invalid_client`, or 503 when the store cannot be read.
awaitable<Introspection> introspect(web::Form<IntrospectionForm> form,
                                    web::Depends<optional_client_basic> basic,
                                    web::State<auth::Clients> clients,
                                    web::State<auth::throttle::Guard> guard,
                                    web::State<auth::Introspection> tokens, const web::Request& request,
                                    web::Response& response);

}  // namespace gatehouse::api::oauth

template <>
inline constexpr gatehouse::schema::Fields
    gatehouse::schema::fields<gatehouse::api::oauth::IntrospectionForm>{
        {"token", "An access token or a refresh token"},
        {"token_type_hint", "access_token or refresh_token; nothing depends on it"}};
