// SPDX-License-Identifier: Apache-2.0
#include "api/oauth/introspect.h"

#include <utility>

#include "api/grant_error.h"

namespace gatehouse::api::oauth {
namespace {

std::int64_t seconds_of(TimePoint time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

void set_text(web::Omittable<std::string>& member, std::string text) {
  if (!text.empty()) member = std::move(text);
}

void set_time(web::Omittable<std::int64_t>& member, const std::optional<TimePoint>& time) {
  if (time) member = seconds_of(*time);
}

Introspection describe(auth::TokenFacts facts) {
  auto& claims = facts.claims;
  Introspection answer;
  answer.active = true;
  answer.token_type = facts.is_refresh ? "refresh_token" : "Bearer";
  answer.exp = seconds_of(claims.expires_at);
  set_time(answer.iat, claims.issued_at);
  set_time(answer.nbf, claims.not_before);
  set_text(answer.scope, std::move(claims.scope));
  set_text(answer.client_id, std::move(claims.client));
  set_text(answer.username, std::move(facts.email));
  set_text(answer.sub, std::move(claims.subject));
  if (!claims.audience.empty()) answer.aud = std::move(claims.audience);
  set_text(answer.iss, std::move(claims.issuer));
  set_text(answer.jti, std::move(claims.id));
  set_text(answer.sid, std::move(claims.session));
  return answer;
}

}  // namespace

awaitable<Introspection> introspect(web::Form<IntrospectionForm> form,
                                    web::Depends<optional_client_basic> basic,
                                    web::State<auth::Clients> clients,
                                    web::State<auth::throttle::Guard> guard,
                                    web::State<auth::Introspection> tokens, const web::Request& request,
                                    web::Response& response) {
  refuse_repeated(*form);
  auto demanding = demand_client(*clients, *guard, *basic, *form, request);
  auto client = co_await std::move(demanding);
  if (!form->token) refuse_grant(GrantErrorCode::invalid_request, "token is missing");
  auto introspecting = tokens->introspect(std::move(client), std::move(*form->token), request.worker);
  auto facts = co_await std::move(introspecting);
  if (!facts) refuse_grant(GrantErrorCode::temporarily_unavailable, "Try again later");
  response.replace("Cache-Control", "no-store");
  response.set("Pragma", "no-cache");
  if (!*facts) co_return Introspection{};
  co_return describe(std::move(**facts));
}

}  // namespace gatehouse::api::oauth
