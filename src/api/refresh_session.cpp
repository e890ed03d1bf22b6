// SPDX-License-Identifier: Apache-2.0
#include "api/refresh_session.h"

#include <utility>

#include "api/origin.h"
#include "api/throttled.h"

namespace gatehouse::api {
namespace {

/// Whoever has a refresh token may use it; of a client it is known who it is.
store::Actor actor_of(const web::Request& request, const auth::TokenRequest& asked) {
  auto actor = api::actor_of(request);
  if (asked.client) {
    actor.kind = store::ActorKind::client;
    actor.id = *asked.client;
  }
  return actor;
}

}  // namespace

awaitable<auth::SessionResult<auth::TokenPair>> refresh_session(auth::Sessions& sessions,
                                                                auth::throttle::Guard& guard,
                                                                const web::Request& request,
                                                                std::string_view token,
                                                                auth::TokenRequest asked) {
  // A text that is not a refresh token is refused without work, and adds no entry to the limit's table.
  const auto session = sessions.session_of(token);
  if (!session) co_return session.error();
  auto admission = guard.admit_refresh(*session, origin_of(request));
  if (admission.refusal) refuse_grant_throttled(*admission.refusal);
  auto by = actor_of(request, asked);
  auto refreshing = sessions.refresh(std::move(by), token, std::move(asked));
  auto pair = co_await std::move(refreshing);
  if (!pair || pair->is_replay) admission.hold.give_back();
  co_return pair;
}

}  // namespace gatehouse::api
