// SPDX-License-Identifier: Apache-2.0
#include "api/account/refresh.h"

#include <utility>

#include "api/refresh_session.h"

namespace gatehouse::api::account {

awaitable<TokenSchema> refresh(web::Form<RefreshForm> form, web::State<auth::Sessions> sessions,
                               web::State<auth::throttle::Guard> guard, const web::Request& request,
                               web::Response& response) {
  if (!form->grant_type) refuse_grant(GrantErrorCode::invalid_request, "grant_type is missing");
  if (*form->grant_type != "refresh_token") {
    refuse_grant(GrantErrorCode::unsupported_grant_type, "grant_type is to be refresh_token");
  }
  if (!form->refresh_token) refuse_grant(GrantErrorCode::invalid_request, "refresh_token is missing");
  auto refreshing = refresh_session(*sessions, *guard, request, *form->refresh_token);
  auto pair = co_await std::move(refreshing);
  if (!pair) refuse_grant(pair.error());
  co_return answer_tokens(std::move(*pair), response);
}

}  // namespace gatehouse::api::account
