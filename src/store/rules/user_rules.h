#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a change of a user leads to.

#include <optional>

#include "gatehouse/base/clock.h"
#include "store/audit.h"
#include "store/error.h"
#include "store/session.h"
#include "store/user.h"

namespace gatehouse::store::rules {

/// What a change of a user leads to, if it may be made.
struct UserVerdict {
  User after;
  std::optional<EndReason> ends{};  ///< set: all sessions of the user end, except `UserChange::kept_session`
  AuditNote note;
};

/// Returns the user as it is created.
[[nodiscard]] User new_user(NewUser fresh, TimePoint now);

/// Returns what the change makes of `before`. Fails with `conflict` unless all that it expects is so.
///
/// A new password, a new address and disabling end the sessions of the user. A new password, disabling and
/// enabling raise the credential version. Everything but a renewed hash raises the revision.
[[nodiscard]] StoreResult<UserVerdict> judge_change(const User& before, const UserChange& change,
                                                    const Actor& actor, TimePoint now);

/// Succeeds if the user may be deleted. Fails with `conflict` unless all that is expected is so.
[[nodiscard]] StoreResult<> judge_deletion(const User& before, const UserDeletion& deletion);

}  // namespace gatehouse::store::rules
