// SPDX-License-Identifier: Apache-2.0
#include "api/account/list_sessions.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<std::vector<SessionOut>> list_sessions(web::Depends<get_caller> caller,
                                                 web::State<auth::Sessions> sessions) {
  auto listing = sessions->list(caller->user->id);
  auto found = co_await std::move(listing);
  if (!found) refuse_coded(found.error());
  std::vector<SessionOut> out;
  for (auto& session : *found) {
    out.push_back({session.id, session.created_at, session.last_used_at, session.expires_at,
                   std::move(session.address), std::move(session.agent), session.id == caller->session});
  }
  co_return out;
}

}  // namespace gatehouse::api::account
