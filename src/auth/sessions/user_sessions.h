#pragma once
// SPDX-License-Identifier: Apache-2.0
// What administrators may do with the sessions of others.

#include <cstddef>
#include <cstdint>

#include "auth/sessions/session_error.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/uuid.h"
#include "store/store.h"

namespace gatehouse::auth {

/// Lists and ends the sessions of users. It needs no keys, unlike Sessions. Thread-safe. Operations resume
/// on the executor on which they are awaited. Each may fail with `unavailable` in addition to the errors
/// that it names. An ended session is invalid everywhere when its caller gets the result. `by` is who asks,
/// for the audit record.
class UserSessions {
 public:
  /// The store must outlive this.
  explicit UserSessions(store::Store& store) : store_(store) {}

  /// Returns the user's sessions, the most recently used first. Fails with `not_found` when there is
  /// no such user.
  [[nodiscard]] awaitable<SessionResult<store::SessionPage>> list(Uuid user, store::SessionCursor after,
                                                                  std::size_t limit);

  /// Ends one of the user's sessions. Fails with `not_found`.
  [[nodiscard]] awaitable<SessionResult<>> end(store::Actor by, Uuid user, Uuid session);

  /// Ends all of the user's sessions and returns how many. Fails with `not_found` when there is no such user.
  [[nodiscard]] awaitable<SessionResult<std::uint64_t>> end_all(store::Actor by, Uuid user);

 private:
  store::Store& store_;
};

}  // namespace gatehouse::auth
