// SPDX-License-Identifier: Apache-2.0
// Ends sessions: by logout, by their user, by the client that began them.

#include <utility>

#include "auth/sessions/refresh_bearer.h"
#include "auth/sessions/sessions.h"
#include "store/rules/session_rules.h"

namespace gatehouse::auth {

using store::StoreError;

awaitable<SessionResult<>> Sessions::log_out(store::Actor by, Uuid user, Uuid session,
                                             TimePoint token_until) {
  store::SessionEnd end{user, session, store::EndReason::logged_out, token_until};
  store::Call call{std::move(by)};
  const auto ended = co_await store_.end_session(std::move(call), std::move(end));
  if (!ended) co_return session_error_of(ended.error());
  SessionResult<> done;
  co_return done;
}

awaitable<SessionResult<>> Sessions::revoke(store::Actor by, std::string client, std::string_view token) {
  const auto bearer = read_refresh(tokens_, token);
  if (!bearer) co_return bearer.error();
  if (!bearer->user) co_return SessionError::invalid;
  // If the store does not know the session, no access token of it is valid for longer than this.
  const auto until = tokens_.options().clock.now() + limits_.access;
  auto ending = revoke(std::move(by), std::move(client), *bearer->user, bearer->session, until);
  co_return co_await std::move(ending);
}

awaitable<SessionResult<>> Sessions::revoke(store::Actor by, std::string client, Uuid user, Uuid session,
                                            TimePoint token_until) {
  const auto found = co_await store_.find_session(session);
  if (!found && found.error() != StoreError::not_found) co_return SessionError::unavailable;
  // The client of a session never changes, so this check cannot race with what follows.
  if (found && !store::rules::is_open_to(*found, client)) co_return SessionError::wrong_client;
  auto ending = log_out(std::move(by), user, session, token_until);
  co_return co_await std::move(ending);
}

awaitable<SessionResult<>> Sessions::log_out_everywhere(store::Actor by, Uuid user) {
  store::AllSessionsEnd end{user, store::EndReason::logged_out};
  store::Call call{std::move(by)};
  const auto ended = co_await store_.end_all_sessions(std::move(call), std::move(end));
  if (!ended) co_return session_error_of(ended.error());
  SessionResult<> done;
  co_return done;
}

awaitable<SessionResult<>> Sessions::end(store::Actor by, Uuid user, Uuid session) {
  store::SessionEnd end{user, session, store::EndReason::ended_by_owner};
  store::Call call{std::move(by)};
  const auto ended = co_await store_.end_session(std::move(call), std::move(end));
  if (!ended) co_return session_error_of(ended.error());
  SessionResult<> done;
  co_return done;
}

}  // namespace gatehouse::auth
