// SPDX-License-Identifier: Apache-2.0
#include "api/admin/user_sessions.h"

#include <utility>

#include "api/refusals.h"
#include "api/session_cursor.h"

namespace gatehouse::api::admin {
namespace {

UserSession to_out(store::Session session) {
  UserSession out;
  out.id = session.id;
  out.created_at = session.created_at;
  out.last_used_at = session.last_used_at;
  out.expires_at = session.expires_at;
  out.address = std::move(session.address);
  out.agent = std::move(session.agent);
  out.client_id = std::move(session.client);
  out.scope = std::move(session.scope);
  return out;
}

[[noreturn]] void refuse_user_or_session(auth::SessionError error, bool is_user) {
  if (is_user && error == auth::SessionError::not_found) refuse_coded(auth::AccountError::not_found);
  refuse_coded(error);
}

/// Supporters must not act on those who administer.
awaitable<> refuse_colleague(const Caller& caller, web::Uuid id, auth::Accounts& accounts) {
  if (caller.role != auth::BuiltInRole::support) co_return;
  const auto user = co_await accounts.find_user_by_id(id);
  if (!user) refuse_coded(user.error());
  if (auth::built_in_role_of(user->roles)) refuse_permission();
}

}  // namespace

awaitable<UserSessionPage> list_user_sessions(web::Path<"id", web::Uuid> id, PageLimit limit, Cursor cursor,
                                              web::State<auth::UserSessions> sessions) {
  auto listing = sessions->list(*id, read_cursor(*cursor), size_of(limit));
  auto found = co_await std::move(listing);
  if (!found) refuse_user_or_session(found.error(), true);
  UserSessionPage page;
  for (auto& session : found->sessions) page.items.push_back(to_out(std::move(session)));
  if (found->next) page.next = write_cursor(*found->next);
  count_items(page, cursor);
  co_return page;
}

awaitable<EndedSessions> end_user_sessions(web::Path<"id", web::Uuid> id, web::Depends<get_caller> caller,
                                           web::State<auth::UserSessions> sessions,
                                           web::State<auth::Accounts> accounts) {
  auto checking = refuse_colleague(*caller, *id, *accounts);
  co_await std::move(checking);
  auto ending = sessions->end_all(caller->actor, *id);
  const auto ended = co_await std::move(ending);
  if (!ended) refuse_user_or_session(ended.error(), true);
  EndedSessions out{static_cast<std::int64_t>(*ended)};
  co_return out;
}

awaitable<> end_user_session(web::Path<"id", web::Uuid> id, web::Path<"session_id", web::Uuid> session_id,
                             web::Depends<get_caller> caller, web::State<auth::UserSessions> sessions,
                             web::State<auth::Accounts> accounts) {
  auto checking = refuse_colleague(*caller, *id, *accounts);
  co_await std::move(checking);
  auto ending = sessions->end(caller->actor, *id, *session_id);
  const auto ended = co_await std::move(ending);
  if (!ended) refuse_user_or_session(ended.error(), false);
}

}  // namespace gatehouse::api::admin
