#pragma once
// SPDX-License-Identifier: Apache-2.0
// What an access token opens.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "auth/tokens/access_error.h"
#include "auth/tokens/objection.h"
#include "auth/tokens/verified_tokens.h"
#include "gatehouse/base/async.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/tokens/tokens.h"
#include "store/copies/ended_sessions.h"
#include "store/copies/user_cache.h"

namespace gatehouse::auth {

/// What a good access token opens.
struct Access {
  Access() = default;  ///< of nobody: only for what has to make one before it has it, such as co_spawn
  Access(store::UserPtr who, std::optional<Uuid> sid, TimePoint until, std::string granted = {})
      : user(std::move(who)), session(sid), expires_at(until), scope(std::move(granted)) {}

  store::UserPtr user;          ///< not null in what AccessChecks gives
  std::optional<Uuid> session;  ///< none: the token has no `sid`, and such are accepted
  TimePoint expires_at{};       ///< of the token
  std::string scope;            ///< what the token is for, and its user still may; may be empty
};

/// What an access token is about, and what speaks against it.
struct AccessView {
  Objections objections;
  store::UserPtr user;  ///< null: there is none
};

struct AccessOptions {
  /// Whether tokens without `sid` open anything: they can't be revoked one by one.
  bool accept_without_session = false;
  /// Tokens issued before open nothing, nor do those that don't say when: see `Store::find_epoch`.
  std::optional<TimePoint> epoch{};
};

/// Says whom an access token stands for. Thread-safe; one a program.
///
///     if (auto access = tokens.check_cached(bearer, worker)) return *access;  // no coroutine, no query
///     auto access = co_await tokens.check_access(bearer, worker);
class AccessChecks {
 public:
  /// All three outlive this, and are made for the same workers.
  AccessChecks(const crypto::Tokens& tokens, store::UserCache& users, store::EndedSessions& ended,
               AccessOptions options = {})
      : tokens_(tokens), users_(users), ended_(ended), options_(options), memories_(users.workers()) {}

  /// Whom an access token stands for, if that can be told at once: its error or, with the user in the copy of
  /// context number `worker`, what it opens. Nothing: ask `check_access`. Only on that context's thread.
  [[nodiscard]] std::optional<result<Access, AccessError>> check_cached(std::string_view token,
                                                                        std::size_t worker);

  /// Whom an access token stands for. `invalid`, `expired`; `not_found`, `session_ended`: as of now, a change
  /// is seen as soon as its caller has been answered; `unavailable`. `token` is read before this first
  /// suspends. Only on that context's thread.
  [[nodiscard]] awaitable<result<Access, AccessError>> check_access(std::string_view token,
                                                                    std::size_t worker);

  /// All that speaks against an access token with these claims, once its signature and they are found good:
  /// what the two above go by, of which they tell the first. `unavailable`, `damaged`. Likewise.
  [[nodiscard]] awaitable<store::StoreResult<AccessView>> inspect(crypto::Claims claims, std::size_t worker);

  /// Whether a token with these claims was issued before the epoch.
  [[nodiscard]] bool is_before_epoch(const crypto::Claims& claims) const noexcept;

 private:
  /// What a token says, before anyone has looked for the user. Stays until the next call for this context.
  [[nodiscard]] result<const Bearer*, AccessError> verify(std::string_view token, std::size_t worker);
  [[nodiscard]] result<Bearer, AccessError> read(std::string_view token) const;
  /// Fills `bearer` with what the claims say, and tells what speaks against them by themselves.
  [[nodiscard]] Objections look_at(const crypto::Claims& claims, Bearer& bearer) const;
  /// What speaks against it by what has become of its user (null: gone) and its session.
  [[nodiscard]] Objections look_after(const Bearer& bearer, const store::User* user, std::size_t worker);
  /// What the token opens, now that its user is at hand, or known to be gone.
  [[nodiscard]] result<Access, AccessError> admit(const Bearer& bearer, store::UserPtr user,
                                                  std::size_t worker);

  const crypto::Tokens& tokens_;
  store::UserCache& users_;
  store::EndedSessions& ended_;
  AccessOptions options_;
  struct Memory {
    VerifiedTokens verified;
    std::uint64_t generation = 0;  ///< of the keys that they were verified with
  };
  std::vector<Memory> memories_;  // one a context
};

}  // namespace gatehouse::auth
