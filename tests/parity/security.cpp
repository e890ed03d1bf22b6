// SPDX-License-Identifier: Apache-2.0
// Every security scheme, one optional, and scopes.

#include "parity.h"

namespace parity {
namespace {

inline constexpr web::OAuth2PasswordBearer oauth2{"/bodies/login", "OAuth2"};
inline constexpr web::HTTPBearer bearer{"Bearer"};
inline constexpr web::HTTPBasic basic{"Basic", "gate"};
inline constexpr web::APIKeyHeader key_header{"X-Api-Key", "KeyHeader"};
inline constexpr web::APIKeyQuery key_query{"api_key", "KeyQuery"};
inline constexpr web::APIKeyCookie key_cookie{"api_key", "KeyCookie"};
inline constexpr web::OpenIdConnect connect{"https://id.example.com/.well-known/openid-configuration",
                                            "Connect"};
inline constexpr web::Optional optional_key{key_header};

std::string get_user(web::SecurityScopes needed, Depends<oauth2> token) {
  if (!needed.are_in(*token == "admin" ? "items users" : "items"))
    throw web::HttpError{403, "Not enough permissions"};
  return std::string{*token};
}

TextValue read_oauth2(Depends<oauth2> token) { return {std::string{*token}}; }
TextValue read_bearer(Depends<bearer> token) { return {std::string{*token}}; }
TextValue read_basic(Depends<basic> who) { return {who->username}; }
TextValue read_key_header(Depends<key_header> key) { return {*key}; }
TextValue read_key_query(Depends<key_query> key) { return {*key}; }
TextValue read_key_cookie(Depends<key_cookie> key) { return {*key}; }
TextValue read_connect(Depends<connect> token) { return {std::string{*token}}; }
TextValue read_optional(Depends<optional_key> key) { return {*key ? std::string{**key} : "nobody"}; }
TextValue read_items(Security<get_user, "items"> user) { return {*user}; }
TextValue read_users(Security<get_user, "users"> user) { return {*user}; }

}  // namespace

void add_security(web::App& app) {
  web::Router<> router{{.prefix = "/security", .tags = {"security"}}};
  router.get<read_oauth2>("/oauth2").get<read_bearer>("/bearer").get<read_basic>("/basic");
  router.get<read_key_header>("/key-header")
      .get<read_key_query>("/key-query")
      .get<read_key_cookie>("/key-cookie");
  router.get<read_connect>("/connect")
      .get<read_optional>("/optional")
      .get<read_items>("/items")
      .get<read_users>("/users");
  app.include(router);
}

}  // namespace parity
