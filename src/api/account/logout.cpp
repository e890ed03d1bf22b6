// SPDX-License-Identifier: Apache-2.0
#include "api/account/logout.h"

#include <utility>

#include "api/origin.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<> logout(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions,
                   const web::Request& request) {
  if (!caller->session) refuse_sessionless();
  auto ending =
      sessions->log_out(actor_of(request, *caller), caller->user->id, *caller->session, caller->expires_at);
  const auto ended = co_await std::move(ending);
  // Of two requests at the same time one finds the session ended, which is what both asked for.
  if (!ended && ended.error() != auth::SessionError::not_found) refuse_coded(ended.error());
}

awaitable<> logout_all(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions,
                       const web::Request& request) {
  auto ending = sessions->log_out_everywhere(actor_of(request, *caller), caller->user->id);
  const auto ended = co_await std::move(ending);
  if (!ended) refuse_coded(ended.error());
}

}  // namespace gatehouse::api::account
