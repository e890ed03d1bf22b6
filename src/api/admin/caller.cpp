// SPDX-License-Identifier: Apache-2.0
#include "api/admin/caller.h"

#include <unistd.h>

#include "api/coded_error.h"
#include "api/origin.h"
#include "api/refusals.h"
#include "auth/scope.h"
#include "gatehouse/base/clock.h"

namespace gatehouse::api::admin {

namespace {

Caller operator_of(const web::Request& request) {
  // The mode of the socket keeps others out already. A mode can be changed, these ids cannot.
  if (request.peer->user != 0 && request.peer->user != ::geteuid()) {
    throw CodedHttpError{
        403, CodedError{"Only root and the user that the server runs as may use its control socket",
                        ErrorCode::not_operator}};
  }
  Caller caller{actor_of(request), auth::BuiltInRole::admin, true};
  caller.actor.kind = store::ActorKind::the_operator;
  return caller;
}

[[noreturn]] void refuse_scope() {
  // RFC 6750 3.1.
  throw CodedHttpError{
      403,
      CodedError{"The token does not have the scope gatehouse:admin", ErrorCode::insufficient_scope},
      {{"WWW-Authenticate", R"(Bearer error="insufficient_scope", scope="gatehouse:admin")"}}};
}

Caller caller_of(const web::Request& request, const auth::ClientAccess& access) {
  return Caller{actor_of(request, access.client), auth::BuiltInRole::admin, true};
}

Caller caller_of(const web::Request& request, const auth::Access& access,
                 const std::optional<TimePoint>& authenticated_at) {
  const auto role = auth::built_in_role_of(access.user->roles);
  if (!role) refuse_permission();
  const bool is_recent = authenticated_at && system_clock().now() - *authenticated_at < recent;
  return Caller{actor_of(request, access), *role, is_recent};
}

}  // namespace

awaitable<Caller> get_caller(web::Depends<optional_admin_token> token, web::State<TokenGate> gate,
                             const web::Request& request) {
  if (request.peer) co_return operator_of(request);
  if (!*token) refuse_stranger();
  auto admitting = gate->admit(std::string{**token}, request.worker);
  const auto admission = co_await std::move(admitting);
  if (!admission) refuse_coded(admission.error());
  const auto& [client, user, authenticated_at] = *admission;
  if (!auth::is_within(auth::admin_scope, client ? client->scope : user->scope)) refuse_scope();
  if (client) co_return caller_of(request, *client);
  co_return caller_of(request, *user, authenticated_at);
}

void require_recent(const Caller& caller) {
  if (caller.is_recent) return;
  throw CodedHttpError{
      401,
      CodedError{"Log in again: this needs a password that was given within 5 minutes",
                 ErrorCode::login_too_old},
      {{"WWW-Authenticate", R"(Bearer error="insufficient_user_authentication", max_age=300)"}}};
}

Caller recently(web::Depends<get_caller> caller) {
  require_recent(*caller);
  return *caller;
}

void refuse_permission() {
  throw CodedHttpError{403, CodedError{"Your role does not include this", ErrorCode::not_permitted}};
}

}  // namespace gatehouse::api::admin
