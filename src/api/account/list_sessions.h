#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /sessions: where the caller is logged in.

#include <optional>
#include <string>
#include <vector>

#include "api/account/caller.h"
#include "auth/sessions/sessions.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

struct SessionOut {
  web::Uuid id;
  web::Timestamp created_at;
  web::Timestamp last_used_at;  ///< when it was refreshed last
  web::Timestamp expires_at;    ///< unless it is refreshed
  std::string address;          ///< from where the login came
  std::string agent;            ///< what the client called itself
  bool current = false;         ///< whether the caller's token belongs to it
};
BOOST_DESCRIBE_STRUCT(SessionOut, (), (id, created_at, last_used_at, expires_at, address, agent, current))

/// How many sessions a page has, unless the caller asks for fewer or more.
inline constexpr std::int64_t default_page = 100;

/// The caller's sessions, the last used first, page by page: `Link` leads to the next one (RFC 8288). The
/// caller's own session is on the first page. 422: the cursor is none of ours; 503: the store can't be read.
awaitable<std::vector<SessionOut>> list_sessions(
    web::Query<"limit", std::optional<web::Number<1, 1000>>> limit,
    web::Query<"cursor", std::optional<std::string>> cursor, web::Depends<get_caller> caller,
    web::State<auth::Sessions> sessions, web::Response& response);

}  // namespace gatehouse::api::account
