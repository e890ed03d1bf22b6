#pragma once
// SPDX-License-Identifier: Apache-2.0
// /users/{id}/sessions: where a user is logged in.

#include <optional>
#include <string>
#include <vector>

#include "api/admin/caller.h"
#include "api/admin/page.h"
#include "auth/accounts/accounts.h"
#include "auth/sessions/user_sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::admin {

struct UserSession {
  web::Uuid id;
  web::Timestamp created_at;
  web::Timestamp last_used_at;
  web::Timestamp expires_at;
  std::string address;                   ///< the peer address of the login
  std::string agent;                     ///< the User-Agent of the login
  std::optional<std::string> client_id;  ///< the OAuth client that began it
  std::optional<std::string> scope;      ///< the most its tokens may do; null: all that the user may
};
BOOST_DESCRIBE_STRUCT(UserSession, (),
                      (id, created_at, last_used_at, expires_at, address, agent, client_id, scope))

struct UserSessionPage {
  std::vector<UserSession> items;
  std::optional<std::string> next;
  Count count;
};
BOOST_DESCRIBE_STRUCT(UserSessionPage, (), (items, next, count))

/// How many sessions were ended.
struct EndedSessions {
  std::int64_t ended = 0;
};
BOOST_DESCRIBE_STRUCT(EndedSessions, (), (ended))

/// Lists a user's live sessions, the most recently used first. Refuses with 404, and with 422 when the cursor
/// is not one of this list.
awaitable<UserSessionPage> list_user_sessions(web::Path<"id", web::Uuid> id, PageLimit limit, Cursor cursor,
                                              web::State<auth::UserSessions> sessions);

/// Ends all sessions of a user. Refuses with 404.
awaitable<EndedSessions> end_user_sessions(web::Path<"id", web::Uuid> id, web::Depends<get_caller> caller,
                                           web::State<auth::UserSessions> sessions,
                                           web::State<auth::Accounts> accounts);

/// Ends one session of a user. Refuses with 404.
awaitable<> end_user_session(web::Path<"id", web::Uuid> id, web::Path<"session_id", web::Uuid> session_id,
                             web::Depends<get_caller> caller, web::State<auth::UserSessions> sessions,
                             web::State<auth::Accounts> accounts);

}  // namespace gatehouse::api::admin
