#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /sessions: lists where the caller is logged in.

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
  web::Timestamp last_used_at;  ///< when it was last refreshed
  web::Timestamp expires_at;    ///< unless it is refreshed
  std::string address;          ///< the peer address of the login
  std::string agent;            ///< the User-Agent of the login
  bool current = false;         ///< whether the caller's token belongs to it
};
BOOST_DESCRIBE_STRUCT(SessionOut, (), (id, created_at, last_used_at, expires_at, address, agent, current))

/// The number of sessions on a page unless the caller asks for another.
inline constexpr std::int64_t default_page = 100;

/// Returns the caller's sessions in pages, the most recently used first. `Link` points to the next page (RFC
/// 8288). The caller's own session is on the first page. Refuses with 422 when the cursor is not valid, and
/// 503 when the store cannot be read.
awaitable<std::vector<SessionOut>> list_sessions(
    web::Query<"limit", std::optional<web::Number<1, 1000>>> limit,
    web::Query<"cursor", std::optional<std::string>> cursor, web::Depends<get_caller> caller,
    web::State<auth::Sessions> sessions, web::Response& response);

}  // namespace gatehouse::api::account
