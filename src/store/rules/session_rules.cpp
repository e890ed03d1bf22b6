// SPDX-License-Identifier: Apache-2.0
#include "store/rules/session_rules.h"

#include <algorithm>
#include <chrono>

namespace gatehouse::store::rules {
namespace {

TimePoint whole_seconds(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time); }

/// Sets the time until which access tokens may be valid. It is whole seconds, as the times in tokens are.
void extend_access(Session& session, const SessionLimits& limits, TimePoint now) {
  const auto last = session.created_at + limits.absolute;
  // It never moves back: a token that was issued under a longer setting may still be valid.
  session.access_until =
      std::max(session.access_until, whole_seconds(std::min<TimePoint>(now + limits.access, last)));
}

/// Sets the times that each use extends.
void extend(Session& session, const SessionLimits& limits, TimePoint now) {
  const auto last = session.created_at + limits.absolute;
  session.expires_at = whole_seconds(std::min<TimePoint>(now + limits.idle, last));
  extend_access(session, limits, now);
}

}  // namespace

bool has_expired(const Session& session, const SessionLimits& limits, TimePoint now) {
  return session.expires_at <= now || session.created_at + limits.absolute <= now;
}

bool is_open_to(const Session& session, const std::optional<std::string>& client) {
  return !session.client || session.client == client;
}

Session new_session(const SessionStart& start, TimePoint now) {
  Session session;
  session.id = start.id;
  session.user = start.user;
  session.created_at = now;
  session.last_used_at = now;
  session.address = start.address;
  session.agent = start.agent;
  session.token = start.token;
  session.scope = start.scope;
  session.client = start.client;
  extend(session, start.limits, now);
  return session;
}

RefreshOutcome judge_token(const Session& session, const Uuid& token, const SessionLimits& limits,
                           TimePoint now) {
  if (session.ended_at) return RefreshOutcome::ended;
  if (has_expired(session, limits, now)) return RefreshOutcome::expired;
  if (token == session.token) return RefreshOutcome::rotated;
  if (session.replaced_token != token) return RefreshOutcome::spent;
  // The absolute value, so that a clock that was set back cannot make the grace period longer.
  const auto since = std::chrono::abs(now - *session.replaced_at);
  return since < limits.grace ? RefreshOutcome::replayed : RefreshOutcome::spent;
}

bool changes_session(RefreshOutcome outcome) noexcept {
  return outcome == RefreshOutcome::rotated || outcome == RefreshOutcome::replayed ||
         outcome == RefreshOutcome::spent;
}

RefreshVerdict judge_refresh(const Session& before, bool is_user_disabled, const Refresh& asked,
                             TimePoint now) {
  RefreshVerdict verdict{RefreshOutcome::wrong_client, before};
  if (!is_open_to(before, asked.client)) return verdict;
  verdict.outcome =
      is_user_disabled ? RefreshOutcome::ended : judge_token(before, asked.token, asked.limits, now);
  auto& after = verdict.after;
  switch (verdict.outcome) {
    case RefreshOutcome::spent:
      after.ended_at = now;
      after.end_reason = EndReason::token_reused;
      break;
    case RefreshOutcome::replayed:
      // The current refresh token stays. Only the access token issued with it is new.
      extend_access(after, asked.limits, now);
      break;
    case RefreshOutcome::rotated:
      after.replaced_token = before.token;
      after.replaced_at = now;
      after.token = asked.successor;
      after.last_used_at = now;
      extend(after, asked.limits, now);
      break;
    case RefreshOutcome::ended:
    case RefreshOutcome::expired:
    case RefreshOutcome::wrong_client:
    case RefreshOutcome::not_found:
      break;
  }
  return verdict;
}

}  // namespace gatehouse::store::rules
