// SPDX-License-Identifier: Apache-2.0
#include "api/oauth/token.h"

#include <utility>

#include "api/grant_error.h"
#include "api/password_login.h"
#include "api/refresh_session.h"
#include "api/throttled.h"
#include "auth/scope.h"

namespace gatehouse::api::oauth {
namespace {

[[noreturn]] void refuse_missing(const char* parameter) {
  refuse_grant(GrantErrorCode::invalid_request, std::string{parameter} + " is missing");
}

auth::TokenRequest request_of(const TokenForm& form, const std::optional<store::Client>& client) {
  auth::TokenRequest request;
  request.scope = form.scope.value;
  if (client) request.client = client->id;
  return request;
}

TokenAnswer answer_pair(auth::TokenPair pair) {
  TokenAnswer answer;
  answer.access_token = std::move(pair.access);
  answer.token_type = "bearer";
  answer.expires_in = pair.expires_in.count();
  answer.refresh_token = std::move(pair.refresh);
  if (!pair.scope.empty()) answer.scope = std::move(pair.scope);
  return answer;
}

/// Administration is opened only through clients that the operator has allowed it.
void refuse_admin_scope_elsewhere(const auth::TokenRequest& request,
                                  const std::optional<store::Client>& client) {
  const auto asked = auth::parse_scope(request.scope.value_or(""));
  if (!asked || !auth::is_within(auth::admin_scope, *asked)) return;
  if (client && auth::is_within(auth::admin_scope, client->scope)) return;
  refuse_grant(GrantErrorCode::invalid_scope,
               "Only a client that is registered for gatehouse:admin may ask for it");
}

awaitable<TokenAnswer> take_password(TokenForm& form, const std::optional<store::Client>& client,
                                     auth::Sessions& sessions, auth::throttle::Guard& guard,
                                     const web::Request& request) {
  if (!form.username) refuse_missing("username");
  if (!form.password) refuse_missing("password");
  auto asked = request_of(form, client);
  refuse_admin_scope_elsewhere(asked, client);
  auto logging_in = log_in(sessions, guard, std::move(*form.username), std::move(*form.password), request,
                           std::move(asked));
  auto login = co_await std::move(logging_in);
  if (login.refusal) refuse_grant_throttled(*login.refusal);
  if (!login.pair) refuse_grant(login.pair.error());
  co_return answer_pair(std::move(*login.pair));
}

awaitable<TokenAnswer> take_refresh_token(TokenForm& form, const std::optional<store::Client>& client,
                                          auth::Sessions& sessions, auth::throttle::Guard& guard,
                                          const web::Request& request) {
  if (!form.refresh_token) refuse_missing("refresh_token");
  auto refreshing = refresh_session(sessions, guard, request, *form.refresh_token, request_of(form, client));
  auto pair = co_await std::move(refreshing);
  if (!pair) refuse_grant(pair.error());
  co_return answer_pair(std::move(*pair));
}

TokenAnswer take_client(const TokenForm& form, const std::optional<store::Client>& client,
                        const auth::ClientTokens& tokens) {
  if (!client) {
    refuse_grant(GrantErrorCode::invalid_client, "Only a registered client may use client_credentials");
  }
  auto token = tokens.issue(*client, form.scope.value);
  if (!token) refuse_grant(GrantErrorCode::invalid_scope, "The client may not have all of this scope");
  TokenAnswer answer;
  answer.access_token = std::move(token->access);
  answer.token_type = "bearer";
  answer.expires_in = token->expires_in.count();
  if (!token->scope.empty()) answer.scope = std::move(token->scope);
  return answer;
}

}  // namespace

awaitable<TokenAnswer> issue_token(web::Form<TokenForm> form, web::Depends<optional_client_basic> basic,
                                   web::State<auth::Clients> clients, web::State<auth::throttle::Guard> guard,
                                   web::State<auth::Sessions> sessions,
                                   web::State<auth::ClientTokens> client_tokens, const web::Request& request,
                                   web::Response& response) {
  refuse_repeated(*form);
  if (!form->grant_type) refuse_missing("grant_type");
  auto finding = find_client(*clients, *guard, *basic, *form, request);
  const auto client = co_await std::move(finding);
  response.replace("Cache-Control", "no-store");
  response.set("Pragma", "no-cache");
  if (*form->grant_type == "password") {
    auto taking = take_password(*form, client, *sessions, *guard, request);
    co_return co_await std::move(taking);
  }
  if (*form->grant_type == "refresh_token") {
    auto taking = take_refresh_token(*form, client, *sessions, *guard, request);
    co_return co_await std::move(taking);
  }
  if (*form->grant_type == "client_credentials") co_return take_client(*form, client, *client_tokens);
  refuse_grant(GrantErrorCode::unsupported_grant_type,
               "grant_type is to be password, refresh_token or client_credentials");
}

}  // namespace gatehouse::api::oauth
