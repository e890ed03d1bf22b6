// SPDX-License-Identifier: Apache-2.0
#include "api/refresh_session.h"

#include <utility>

#include "api/throttled.h"

namespace gatehouse::api {

awaitable<auth::SessionResult<auth::TokenPair>> refresh_session(auth::Sessions& sessions,
                                                                auth::throttle::Guard& guard,
                                                                std::string_view token,
                                                                auth::TokenRequest asked) {
  // A text that is not a refresh token is refused without work, and adds no entry to the limit's table.
  const auto session = sessions.session_of(token);
  if (!session) co_return session.error();
  auto admission = guard.admit_refresh(*session);
  if (admission.refusal) refuse_grant_throttled(*admission.refusal);
  auto refreshing = sessions.refresh(token, std::move(asked));
  auto pair = co_await std::move(refreshing);
  if (!pair || pair->is_replay) admission.hold.give_back();
  co_return pair;
}

}  // namespace gatehouse::api
