#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /sessions: where the caller is logged in.

#include <string>
#include <vector>

#include "api/account/caller.h"
#include "auth/sessions.h"
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

/// The caller's sessions, the last used first. 503: the store can't be read.
awaitable<std::vector<SessionOut>> list_sessions(web::Depends<get_caller> caller,
                                                 web::State<auth::Sessions> sessions);

}  // namespace gatehouse::api::account
