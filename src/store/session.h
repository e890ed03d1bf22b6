#pragma once
// SPDX-License-Identifier: Apache-2.0
// A session as the store keeps it: a login, and the chain of refresh tokens that goes on from there.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/roles.h"

namespace gatehouse::store {

/// Why a session is over before its time.
enum class EndReason {
  logged_out,        ///< by the token's bearer
  ended_by_owner,    ///< by its user, from another session
  token_reused,      ///< a spent refresh token was presented: somebody has a copy (RFC 9700 4.14.2)
  password_changed,  ///< by its user or by an operator
  email_changed,     ///< by its user, from another session
  too_many,          ///< its user has begun more than may be live at once
  user_disabled,
  user_deleted,
  client_disabled,  ///< the OAuth client that began it
  client_deleted,
  restored,  ///< a backup was put in place, which can't know what has ended since it was made
};

/// The value's name, as the store writes it.
[[nodiscard]] std::string_view to_string(EndReason reason) noexcept;
/// The value of that name; `ended_by_owner` for a name that a later version has written.
[[nodiscard]] EndReason end_reason_of(std::string_view name) noexcept;

struct Session {
  Uuid id;
  Uuid user;
  TimePoint created_at;
  TimePoint last_used_at;              ///< when the current refresh token was issued
  TimePoint expires_at;                ///< when that token expires; whole seconds
  TimePoint access_until;              ///< when the last access token issued expires; whole seconds
  std::string address;                 ///< of the client that logged in
  std::string agent;                   ///< what it called itself
  std::optional<std::string> scope;    ///< its tokens are for no more than this; none: all its user may have
  std::optional<std::string> client;   ///< the OAuth client that began it; none: no client did
  Roles granted;                       ///< to its user, as of now
  Uuid token;                          ///< the current refresh token's id
  std::optional<Uuid> replaced_token;  ///< the one before it
  std::optional<TimePoint> replaced_at;
  std::optional<TimePoint> ended_at;
  std::optional<EndReason> end_reason;

  bool operator==(const Session&) const = default;
};

/// How long things last. Settings may change between two uses of a session: each use goes by those it is
/// given.
struct SessionLimits {
  std::chrono::seconds idle = std::chrono::days{7};        ///< without a refresh
  std::chrono::seconds absolute = std::chrono::days{30};   ///< however often it is refreshed
  std::chrono::seconds access = std::chrono::minutes{30};  ///< an access token
  std::size_t per_user = 1000;  ///< live sessions; when one more begins, the oldest ends
  std::chrono::seconds grace = std::chrono::seconds{10};  ///< in which a token just replaced may come again
};

/// Whether no refresh token of the session is good any more, were it never ended.
[[nodiscard]] inline bool has_expired(const Session& session, const SessionLimits& limits, TimePoint now) {
  return session.expires_at <= now || session.created_at + limits.absolute <= now;
}

/// What it takes to create a session.
struct NewSession {
  Uuid id;
  Uuid user;
  std::string password_hash;  ///< what the login's password was verified against
  Uuid token;
  std::string address;
  std::string agent;
  SessionLimits limits{};
  std::optional<std::string> scope{};
  std::optional<std::string> client{};  ///< the OAuth client that asks for it, if one does
};

/// A refresh token presented, by whom, and the id for its successor.
struct Refresh {
  Uuid session;
  Uuid token;
  Uuid successor;
  SessionLimits limits{};
  std::optional<std::string> client{};  ///< the OAuth client that has authenticated; none: none has
};

enum class RefreshOutcome {
  rotated,       ///< the successor has taken the token's place
  replayed,      ///< the token was replaced just now: the one that took its place still is the current one
  spent,         ///< the token was replaced earlier; the session has been ended for it, just now
  ended,         ///< the session has ended
  expired,       ///< the session has expired
  wrong_client,  ///< the session is another client's; nothing has changed
  not_found,     ///< there is no such session (any more)
};

/// Whether a session is open to a client that presents tokens of it; none: to a caller who is no client. One
/// that a client began is open to that client alone (RFC 6749 6, 10.4; RFC 7009 2.1).
[[nodiscard]] inline bool is_open_to(const Session& session, const std::optional<std::string>& client) {
  return !session.client || session.client == client;
}

/// What a refresh with the token of this id comes to, were it asked for now; the user's state and the client
/// aside.
[[nodiscard]] RefreshOutcome judge_refresh(const Session& session, const Uuid& token,
                                           const SessionLimits& limits, TimePoint now);

/// What came of a refresh.
struct RefreshResult {
  RefreshOutcome outcome = RefreshOutcome::not_found;
  TimePoint at;     ///< when it was decided
  Session session;  ///< as it is now; of no meaning with `not_found`
};

/// A place in the list of a user's sessions: after the session of this id, last used at this time.
struct SessionCursor {
  SessionCursor() = default;
  SessionCursor(TimePoint last_used, const Uuid& session) : last_used_at(last_used), id(session) {}

  TimePoint last_used_at = TimePoint::max();  ///< by default, the start of the list
  Uuid id;

  bool operator==(const SessionCursor&) const = default;
};

/// A part of the list of a user's sessions.
struct SessionPage {
  std::vector<Session> sessions;
  std::optional<SessionCursor> next;  ///< where the next page begins; none: there is no more
};

/// A session that ended while access tokens of it may still be about.
struct EndedSession {
  Uuid id;
  TimePoint until;  ///< when the last of them expires

  bool operator==(const EndedSession&) const = default;
};

}  // namespace gatehouse::store
