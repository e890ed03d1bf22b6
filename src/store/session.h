#pragma once
// SPDX-License-Identifier: Apache-2.0
// A stored session: a login, and the chain of refresh tokens that follow it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/roles.h"

namespace gatehouse::store {

/// Why a session ended before it expired.
enum class EndReason {
  logged_out,      ///< by a request with a token of the session
  ended_by_owner,  ///< by its user, from another session
  ended_by_administrator,
  token_reused,      ///< a replaced refresh token was used: it may be stolen (RFC 9700 4.14.2)
  password_changed,  ///< by its user or by an operator
  email_changed,     ///< by its user, from another session
  too_many,          ///< its user began more sessions than may be live at the same time
  user_disabled,
  user_deleted,
  client_disabled,  ///< the OAuth client that began it
  client_deleted,
  restored,  ///< a backup was restored, and it does not know which sessions ended after it was made
};

/// Returns the name of the value, as it is stored.
[[nodiscard]] std::string_view to_string(EndReason reason) noexcept;
/// Returns the value with this name; `ended_by_owner` for a name that a later version has stored.
[[nodiscard]] EndReason end_reason_of(std::string_view name) noexcept;

struct Session {
  Uuid id;
  Uuid user;
  TimePoint created_at;
  TimePoint last_used_at;              ///< when the current refresh token was issued
  TimePoint expires_at;                ///< when the current refresh token expires; whole seconds
  TimePoint access_until;              ///< when the last access token expires; whole seconds
  std::string address;                 ///< the peer address of the login
  std::string agent;                   ///< the User-Agent of the login
  std::optional<std::string> scope;    ///< the most its tokens may do; nullopt: all its user may
  std::optional<std::string> client;   ///< the OAuth client that began it; nullopt: no client did
  Roles granted;                       ///< its user's roles at the time of reading
  Uuid token;                          ///< the id of the current refresh token
  std::optional<Uuid> replaced_token;  ///< the id of the refresh token before it
  std::optional<TimePoint> replaced_at;
  std::optional<TimePoint> ended_at;
  std::optional<EndReason> end_reason;

  bool operator==(const Session&) const = default;
};

/// The limits on sessions and tokens. The settings may change during a session's life; each operation uses
/// the limits that it is given.
struct SessionLimits {
  std::chrono::seconds idle = std::chrono::days{7};        ///< expires after this time without a refresh
  std::chrono::seconds absolute = std::chrono::days{30};   ///< expires after this time in any case
  std::chrono::seconds access = std::chrono::minutes{30};  ///< the lifetime of an access token
  std::size_t per_user = 1000;  ///< live sessions of a user; when one more begins, the oldest ends
  std::chrono::seconds grace = std::chrono::seconds{10};  ///< how long a replaced refresh token is accepted
};

/// The values needed to begin a session.
class SessionStart {
 public:
  SessionStart() = default;

  Uuid id;
  Uuid user;
  std::uint64_t credential_version = 0;  ///< of the user whose proof of identity was checked
  Uuid token;                            ///< the id of the first refresh token
  std::string address;
  std::string agent;
  SessionLimits limits{};
  std::optional<std::string> scope{};
  std::optional<std::string> client{};  ///< the OAuth client that asks for the session, if any
};
static_assert(!std::is_aggregate_v<SessionStart>);

/// A request to refresh: the token presented, the client that presents it, and the id of the next token.
class Refresh {
 public:
  Refresh() = default;

  Uuid session;
  Uuid token;
  Uuid successor;
  SessionLimits limits{};
  std::optional<std::string> client{};  ///< the OAuth client that has authenticated; nullopt: none has
};
static_assert(!std::is_aggregate_v<Refresh>);

/// The end of one session.
class SessionEnd {
 public:
  SessionEnd(const Uuid& owner, const Uuid& which, EndReason why, std::optional<TimePoint> until = {})
      : user(owner), session(which), reason(why), token_until(until) {}

  Uuid user;
  Uuid session;
  EndReason reason;
  /// When the access token expires by which the end is asked for. A session that the store does not know, for
  /// example after a restore, is then recorded as ended until this time.
  std::optional<TimePoint> token_until;
};
static_assert(!std::is_aggregate_v<SessionEnd>);

/// The end of all sessions of a user.
class AllSessionsEnd {
 public:
  AllSessionsEnd(const Uuid& owner, EndReason why, std::optional<Uuid> except = {})
      : user(owner), reason(why), kept(except) {}

  Uuid user;
  EndReason reason;
  std::optional<Uuid> kept;
};
static_assert(!std::is_aggregate_v<AllSessionsEnd>);

enum class RefreshOutcome {
  rotated,       ///< the token has been replaced by its successor
  replayed,      ///< the token was replaced a moment ago, and its successor still is the current token
  spent,         ///< the token was replaced earlier; the session has been ended because of it
  ended,         ///< the session had ended
  expired,       ///< the session had expired
  wrong_client,  ///< the session belongs to another client; nothing was changed
  not_found,     ///< there is no such session, or no longer
};

/// The result of a refresh.
struct RefreshResult {
  RefreshOutcome outcome = RefreshOutcome::not_found;
  TimePoint at;     ///< when it was decided
  Session session;  ///< the session after the refresh; meaningless with `not_found`
};

/// A position in the list of a user's sessions: after the session with this id, last used at this time.
struct SessionCursor {
  SessionCursor() = default;
  SessionCursor(TimePoint last_used, const Uuid& session) : last_used_at(last_used), id(session) {}

  TimePoint last_used_at = TimePoint::max();  ///< the default is the start of the list
  Uuid id;

  bool operator==(const SessionCursor&) const = default;
};

/// A page of the list of a user's sessions.
struct SessionPage {
  std::vector<Session> sessions;
  std::optional<SessionCursor> next;  ///< where the next page begins; nullopt: this is the last page
};

/// A session that ended while some of its access tokens may not have expired yet.
struct EndedSession {
  Uuid id;
  TimePoint until;  ///< when the last of its access tokens expires

  bool operator==(const EndedSession&) const = default;
};

}  // namespace gatehouse::store
