#pragma once
// SPDX-License-Identifier: Apache-2.0
// A minimal model of sessions, without store, signatures and threads.

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include "auth/sessions/session_error.h"
#include "auth/tokens/access_error.h"
#include "gatehouse/base/clock.h"

namespace gatehouse::auth {

class SessionModel {
 public:
  struct User {
    int password = 0;
    bool disabled = false;
  };
  struct Session {
    int user;
    TimePoint created, expires;
    int current;        // index of a refresh token
    int replaced = -1;  // index of a refresh token; -1: none
    TimePoint replaced_at{};
    bool ended = false;
  };
  struct Token {
    int session;
    TimePoint expires;
  };

  explicit SessionModel(int user_count) : users(static_cast<std::size_t>(user_count)) {}

  /// Returns whether a login with that password succeeds. If so, adds a session and a token of each kind.
  bool log_in(int user, int password) {
    if (at(users, user).disabled || at(users, user).password != password) return false;
    sessions.push_back({user, now, {}, 0});
    rotate(last(sessions));
    return true;
  }

  /// Adds an access token if there is no error, and also a refresh token unless it is a replay.
  std::optional<SessionError> refresh(int token) {
    const int id = at(refresh_tokens, token).session;
    auto& session = at(sessions, id);
    if (now >= at(refresh_tokens, token).expires) return SessionError::expired;
    if (session.ended) return SessionError::ended;
    if (now >= session.expires) return SessionError::expired;
    if (token == session.current) {
      session.replaced = token;
      session.replaced_at = now;
      rotate(id);
      return std::nullopt;
    }
    if (token == session.replaced && std::chrono::abs(now - session.replaced_at) < std::chrono::seconds{10}) {
      add_access(id);
      return std::nullopt;
    }
    session.ended = true;
    return SessionError::spent;
  }

  void end_all(int user, std::optional<int> kept = {}) {
    for (int id = 0; id <= last(sessions); ++id) {
      if (at(sessions, id).user == user && id != kept) at(sessions, id).ended = true;
    }
  }

  [[nodiscard]] std::optional<AccessError> access(int token) const {
    const auto& [session, expires] = access_tokens.at(static_cast<std::size_t>(token));
    if (now >= expires) return AccessError::expired;
    if (sessions.at(static_cast<std::size_t>(session)).ended) return AccessError::session_ended;
    return std::nullopt;
  }

  template <class T>
  static T& at(std::vector<T>& all, int index) {
    return all.at(static_cast<std::size_t>(index));
  }
  template <class T>
  static int last(const std::vector<T>& all) {
    return static_cast<int>(all.size()) - 1;
  }

  TimePoint now{};
  std::vector<User> users;
  std::vector<Session> sessions{};
  std::vector<Token> refresh_tokens{}, access_tokens{};

 private:
  static TimePoint floor(TimePoint time) { return std::chrono::floor<std::chrono::seconds>(time); }
  [[nodiscard]] TimePoint within(int session, std::chrono::seconds life) {
    return floor(std::min<TimePoint>(now + life, at(sessions, session).created + std::chrono::days{30}));
  }
  void rotate(int session) {
    at(sessions, session).expires = within(session, std::chrono::days{7});
    refresh_tokens.push_back({session, at(sessions, session).expires});
    at(sessions, session).current = last(refresh_tokens);
    add_access(session);
  }
  void add_access(int session) {
    access_tokens.push_back({session, within(session, std::chrono::minutes{30})});
  }
};

}  // namespace gatehouse::auth
