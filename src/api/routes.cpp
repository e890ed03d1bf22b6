// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <utility>

#include "api/account/change_password.h"
#include "api/account/delete_me.h"
#include "api/account/end_session.h"
#include "api/account/list_sessions.h"
#include "api/account/login.h"
#include "api/account/logout.h"
#include "api/account/me.h"
#include "api/account/refresh.h"
#include "api/account/signup.h"
#include "api/account/update_me.h"
#include "api/coded_error.h"
#include "api/grant_error.h"
#include "api/max_body.h"
#include "api/oauth/introspect.h"
#include "api/oauth/jwks.h"
#include "api/oauth/metadata.h"
#include "api/oauth/revoke.h"
#include "api/oauth/token.h"
#include "api/pages/root.h"
#include "api/throttled.h"

namespace gatehouse::api {
namespace {

using Responses = std::vector<web::AnswerInfo>;

/// Returns the options that the endpoints for logged-in callers share.
web::OperationOptions for_caller(std::string summary, std::string tag, Responses responses) {
  responses.push_back({404, "The user is gone"});
  responses.push_back({503, "Too busy, or the store can't be used"});
  web::OperationOptions options;
  options.summary = std::move(summary);
  options.tags = {std::move(tag)};
  options.responses = std::move(responses);
  options.error = &schema::type_info<CodedError>;
  options.requires_json_type = true;
  return options;
}

void add_own_account(web::App& app) {
  app.patch<account::update_me>(
      "/me", for_caller("Change your e-mail address and end your other sessions", "account",
                        {{400, "The password is wrong, or the address is taken"}, throttled_answer()}));
  app.post<account::change_password>("/me/password",
                                     for_caller("Change your password and end your other sessions", "account",
                                                {{400, "The old password is wrong"}, throttled_answer()}));
  app.delete_<account::delete_me>("/me", for_caller("Delete your account", "account",
                                                    {{400, "The password is wrong"}, throttled_answer()}));
  app.post<account::delete_me>("/me/delete",
                               for_caller("Delete your account, where DELETE can have no body", "account",
                                          {{400, "The password is wrong"}, throttled_answer()}));
}

void add_sessions(web::App& app) {
  web::OperationOptions refresh{.summary = "Trade a refresh token for a new pair of tokens",
                                .tags = {"sessions"},
                                .responses = {{400, "The token is not, or no longer, good"},
                                              throttled_grant_answer(),
                                              {503, "The store can't be written"}}};
  refresh.error = &schema::type_info<GrantError>;
  refresh.requires_json_type = true;
  app.post<account::refresh>("/refresh", std::move(refresh));
  app.post<account::logout>(
      "/logout", for_caller("End this session", "sessions", {{400, "The token belongs to no session"}}));
  app.post<account::logout_all>("/logout/all", for_caller("End all your sessions", "sessions", {}));
  app.get<account::list_sessions>("/sessions", for_caller("List your sessions", "sessions", {}));
  auto end = for_caller("End one of your sessions", "sessions", {});
  end.responses.front().description = "You have no such session, or are gone";
  app.delete_<account::end_session>("/sessions/{id}", std::move(end));
}

/// Returns the options that the endpoints for standard OAuth clients share.
web::OperationOptions for_client(std::string summary, Responses responses) {
  web::OperationOptions options;
  options.summary = std::move(summary);
  options.tags = {"oauth"};
  options.responses = std::move(responses);
  options.responses.push_back({401, "There is no such client, or its secret is wrong"});
  options.responses.push_back(throttled_grant_answer());
  options.responses.push_back({503, "Too busy, or the store can't be used"});
  options.error = &schema::type_info<GrantError>;
  return options;
}

void add_oauth(web::App& app) {
  auto token = for_client("Get tokens (RFC 6749)", {{400, "The grant is not, or no longer, good"}});
  token.description =
      "Only client_credentials needs a registered client. Its credentials may also be in the form.";
  app.post<oauth::issue_token>("/token", std::move(token));
  app.post<oauth::introspect>("/introspect", for_client("Ask whether a token is good (RFC 7662)",
                                                        {{400, "A parameter is missing or repeated"}}));
  auto revoke = for_client("Revoke a token and end its session (RFC 7009)",
                           {{400, "A parameter is missing or repeated"}});
  revoke.status = 200;
  app.post<oauth::revoke>("/revoke", std::move(revoke));
  app.get<oauth::get_server_metadata>("/.well-known/oauth-authorization-server",
                                      {.summary = "Find what a standard client needs to know (RFC 8414)",
                                       .tags = {"oauth"},
                                       .responses = {{404, "The server's public URL is not configured"}}});
}

}  // namespace

void add_routes(web::App& app) {
  app.max_body(max_body);
  app.get<account::to_docs>("/", {.is_in_document = false});
  app.post<account::create_user>("/signup",
                                 {.summary = "Create new user",
                                  .tags = {"account"},
                                  .responses = {{400, "The address is taken"},
                                                {403, "Sign-up is closed"},
                                                throttled_answer(),
                                                {503, "Too busy, or the store can't be written"}}});
  app.post<account::login>("/login", {.summary = "Create access and refresh tokens for user",
                                      .tags = {"account"},
                                      .responses = {{400, "Incorrect email or password"},
                                                    throttled_answer(),
                                                    {503, "Too busy, or the store can't be read"}}});
  app.get<account::get_me>("/me", {.summary = "Get details of currently logged in user",
                                   .tags = {"account"},
                                   .responses = {{404, "The user is gone"}}});
  add_own_account(app);
  add_sessions(app);
  app.get<oauth::get_jwks>("/.well-known/jwks.json", {.is_in_document = false});
  add_oauth(app);
}

}  // namespace gatehouse::api
