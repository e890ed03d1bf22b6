// SPDX-License-Identifier: Apache-2.0
#include "auth/sessions/user_sessions.h"

#include <utility>

namespace gatehouse::auth {

awaitable<SessionResult<store::SessionPage>> UserSessions::list(Uuid user, store::SessionCursor after,
                                                                std::size_t limit) {
  const auto known = co_await store_.users().find_user_by_id(user);
  if (!known) co_return session_error_of(known.error());
  auto page = co_await store_.sessions().list_sessions(user, after, limit);
  if (!page) co_return session_error_of(page.error());
  co_return std::move(*page);
}

awaitable<SessionResult<>> UserSessions::end(store::Actor by, Uuid user, Uuid session) {
  store::SessionEnd end{user, session, store::EndReason::ended_by_administrator};
  store::Call call{std::move(by)};
  const auto ended = co_await store_.sessions().end_session(std::move(call), std::move(end));
  if (!ended) co_return session_error_of(ended.error());
  SessionResult<> done;
  co_return done;
}

awaitable<SessionResult<std::uint64_t>> UserSessions::end_all(store::Actor by, Uuid user) {
  const auto known = co_await store_.users().find_user_by_id(user);
  if (!known) co_return session_error_of(known.error());
  store::AllSessionsEnd end{user, store::EndReason::ended_by_administrator};
  store::Call call{std::move(by)};
  const auto ended = co_await store_.sessions().end_all_sessions(std::move(call), std::move(end));
  if (!ended) co_return session_error_of(ended.error());
  co_return *ended;
}

}  // namespace gatehouse::auth
