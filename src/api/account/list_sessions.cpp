// SPDX-License-Identifier: Apache-2.0
#include "api/account/list_sessions.h"

#include <utility>

#include "api/refusals.h"
#include "api/session_cursor.h"

namespace gatehouse::api::account {

awaitable<std::vector<SessionOut>> list_sessions(
    web::Query<"limit", std::optional<web::Number<1, 1000>>> limit,
    web::Query<"cursor", std::optional<std::string>> cursor, web::Depends<get_caller> caller,
    web::State<auth::Sessions> sessions, web::Response& response) {
  const std::int64_t most = limit->value_or(web::Number<1, 1000>{default_page});
  auto listing =
      sessions->list(caller->user->id, caller->session, read_cursor(*cursor), static_cast<std::size_t>(most));
  auto page = co_await std::move(listing);
  if (!page) refuse_coded(page.error());
  std::vector<SessionOut> out;
  for (auto& session : page->sessions) {
    out.push_back({session.id, session.created_at, session.last_used_at, session.expires_at,
                   std::move(session.address), std::move(session.agent), session.id == caller->session});
  }
  if (page->next) {
    // Only the query, because a proxy may publish the path below a prefix.
    response.set("Link", "<?limit=" + std::to_string(most) + "&cursor=" + write_cursor(*page->next) +
                             ">; rel=\"next\"");
  }
  co_return out;
}

}  // namespace gatehouse::api::account
