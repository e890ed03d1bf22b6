// SPDX-License-Identifier: Apache-2.0
#include "api/admin/caller.h"

#include <unistd.h>

#include "api/coded_error.h"
#include "api/origin.h"
#include "api/refusals.h"
#include "auth/scope.h"

namespace gatehouse::api::admin {

namespace {

Caller operator_of(const web::Request& request) {
  // The mode of the socket keeps others out already. A mode can be changed, these ids cannot.
  if (request.peer->user != 0 && request.peer->user != ::geteuid()) {
    throw CodedHttpError{
        403, CodedError{"Only root and the user that the server runs as may use its control socket",
                        ErrorCode::not_operator}};
  }
  Caller caller{actor_of(request), AdminRole::admin};
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

}  // namespace

awaitable<Caller> get_caller(web::Depends<optional_admin_token> token, web::State<TokenGate> gate,
                             const web::Request& request) {
  if (request.peer) co_return operator_of(request);
  if (!*token) refuse_stranger();
  auto admitting = gate->admit(std::string{**token});
  const auto access = co_await std::move(admitting);
  if (!access) refuse_coded(access.error());
  if (!auth::is_within(auth::admin_scope, access->scope)) refuse_scope();
  Caller caller{actor_of(request, access->client), AdminRole::admin};
  co_return caller;
}

void refuse_permission() {
  throw CodedHttpError{403, CodedError{"Your role does not include this", ErrorCode::not_permitted}};
}

}  // namespace gatehouse::api::admin
