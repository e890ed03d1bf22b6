#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /introspect: whether a token is good, for the services that it is shown to (RFC 7662).

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

/// RFC 7662 2.2. Of a token that is not active nothing is said but that.
struct Introspection {
  bool active = false;
  web::Omittable<std::string> scope;
  web::Omittable<std::string> client_id;
  web::Omittable<std::string> username;    ///< the user's e-mail address
  web::Omittable<std::string> token_type;  ///< Bearer, or refresh_token: not to be taken for an access token
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

/// Tells a registered client about a token that was issued to it, or, where the operator lets it, about any;
/// of all others it says that they are not active. Spends nothing. 400 `invalid_request`; 401
/// `invalid_client`; 503: it can't be told now.
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
