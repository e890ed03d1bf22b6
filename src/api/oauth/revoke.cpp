// SPDX-License-Identifier: Apache-2.0
#include "api/oauth/revoke.h"

#include <utility>

#include "api/grant_error.h"
#include "api/origin.h"

namespace gatehouse::api::oauth {

awaitable<> revoke(web::Form<RevocationForm> form, web::Depends<optional_client_basic> basic,
                   web::State<auth::Clients> clients, web::State<auth::throttle::Guard> guard,
                   web::State<auth::Introspection> tokens, const web::Request& request) {
  refuse_repeated(*form);
  auto demanding = demand_client(*clients, *guard, *basic, *form, request);
  auto client = co_await std::move(demanding);
  if (!form->token) refuse_grant(GrantErrorCode::invalid_request, "token is missing");
  auto revoking = tokens->revoke(actor_of(request, client), client.id, std::move(*form->token));
  const auto revoked = co_await std::move(revoking);
  if (!revoked) refuse_grant(revoked.error());
}

}  // namespace gatehouse::api::oauth
