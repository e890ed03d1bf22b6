#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the beginning and the refresh of a session lead to.

#include <optional>
#include <string>

#include "gatehouse/base/clock.h"
#include "store/session.h"

namespace gatehouse::store::rules {

/// Returns whether the session's refresh tokens have expired. Does not look at whether the session was ended.
[[nodiscard]] bool has_expired(const Session& session, const SessionLimits& limits, TimePoint now);

/// Returns whether a client may present tokens of the session; nullopt stands for a caller that is not a
/// client. A session that a client began is open to that client only (RFC 6749 6, 10.4; RFC 7009 2.1).
[[nodiscard]] bool is_open_to(const Session& session, const std::optional<std::string>& client);

/// Returns the session as it begins.
[[nodiscard]] Session new_session(const SessionStart& start, TimePoint now);

/// Returns the outcome that a refresh with this token would have now. Ignores whether the user is disabled
/// and which client asks.
[[nodiscard]] RefreshOutcome judge_token(const Session& session, const Uuid& token,
                                         const SessionLimits& limits, TimePoint now);

/// Returns whether a refresh with this outcome has changed its session.
[[nodiscard]] bool changes_session(RefreshOutcome outcome) noexcept;

/// What a refresh leads to.
struct RefreshVerdict {
  RefreshOutcome outcome = RefreshOutcome::not_found;
  Session after;  ///< the session as it is to be stored
};

/// Returns what a refresh leads to. A token of another client's session changes nothing, whatever its state
/// is: a thief with a token must not even be able to end the session (RFC 6749 10.4).
[[nodiscard]] RefreshVerdict judge_refresh(const Session& before, bool is_user_disabled, const Refresh& asked,
                                           TimePoint now);

}  // namespace gatehouse::store::rules
