#pragma once
// SPDX-License-Identifier: Apache-2.0
// Checks access tokens and says what they give access to.

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
#include "store/copies/restore_epoch.h"
#include "store/copies/user_cache.h"

namespace gatehouse::auth {

/// What a valid access token gives access to.
struct Access {
  Access() = default;  ///< Creates an empty Access. co_spawn needs it.
  Access(store::UserPtr who, std::optional<Uuid> sid, TimePoint until, std::string granted = {})
      : user(std::move(who)), session(sid), expires_at(until), scope(std::move(granted)) {}

  store::UserPtr user;          ///< never null in a result of AccessChecks
  std::optional<Uuid> session;  ///< nullopt: the token has no `sid`, and such tokens are accepted
  TimePoint expires_at{};       ///< when the token expires
  std::string scope;            ///< the token's scope, limited to what its user still may do; may be empty
};

/// The user of an access token, and the objections to the token.
struct AccessView {
  Objections objections;
  store::UserPtr user;  ///< null: there is no such user
};

struct AccessOptions {
  /// Whether tokens without `sid` are accepted. They cannot be revoked one by one.
  bool accept_without_session = false;
  /// Tokens issued before it are refused, as are those without an issue time; must outlive the checks. Null:
  /// there is none.
  const store::RestoreEpoch* epoch = nullptr;
};

/// Finds the user and session that an access token stands for. Thread-safe; a program has one.
///
///     if (auto access = tokens.check_cached(bearer, worker)) return *access;  // no coroutine, no query
///     auto access = co_await tokens.check_access(bearer, worker);
class AccessChecks {
 public:
  /// All three outlive this, and are made for the same workers.
  AccessChecks(const crypto::Tokens& tokens, store::UserCache& users, store::EndedSessions& ended,
               AccessOptions options = {})
      : tokens_(tokens), users_(users), ended_(ended), options_(options), memories_(users.workers()) {}

  /// Checks an access token without a query. Returns its error, or what it gives access to if the worker has
  /// a copy of the user. Returns nullopt when `check_access` has to be asked. Must be called on the thread of
  /// the worker with the index `worker`.
  [[nodiscard]] std::optional<result<Access, AccessError>> check_cached(std::string_view token,
                                                                        std::size_t worker);

  /// Checks an access token. Fails with `invalid` or `expired`; with `not_found` or `session_ended`
  /// according to the current state: a change counts as soon as its caller has been answered; and with
  /// `unavailable`. Reads `token` only before it first suspends. Must be called on the thread of the worker
  /// with the index `worker`.
  [[nodiscard]] awaitable<result<Access, AccessError>> check_access(std::string_view token,
                                                                    std::size_t worker);

  /// Returns all objections to an access token with these claims, whose signature and times were found valid.
  /// The two functions above report the first of them. Fails with `unavailable` or `damaged`. Must be called
  /// on the thread of the worker with the index `worker`.
  [[nodiscard]] awaitable<store::StoreResult<AccessView>> inspect(crypto::Claims claims, std::size_t worker);

  /// Returns whether a token that was issued at this time (nullopt: it does not say) is older than the epoch.
  [[nodiscard]] bool is_before_epoch(const std::optional<TimePoint>& issued_at) const noexcept;

 private:
  /// Returns what the token says, before its user is looked up. Valid until the next call for this worker.
  [[nodiscard]] result<const Bearer*, AccessError> verify(std::string_view token, std::size_t worker);
  [[nodiscard]] result<Bearer, AccessError> read(std::string_view token) const;
  /// Fills `bearer` from the claims, and returns the objections that follow from the claims alone.
  [[nodiscard]] Objections look_at(const crypto::Claims& claims, Bearer& bearer) const;
  /// Returns the objections that follow from the state of the user (null: deleted) and of the session.
  [[nodiscard]] Objections look_after(const Bearer& bearer, const store::User* user, bool has_ended);
  /// Returns what the token gives access to. `user` is null if it was deleted.
  [[nodiscard]] result<Access, AccessError> admit(const Bearer& bearer, store::UserPtr user, bool has_ended);
  /// Returns whether the token's session has ended, from the copy or else from the store.
  [[nodiscard]] awaitable<store::StoreResult<bool>> ask_whether_ended(std::optional<Uuid> session,
                                                                      std::size_t worker);

  const crypto::Tokens& tokens_;
  store::UserCache& users_;
  store::EndedSessions& ended_;
  AccessOptions options_;
  struct Memory {
    VerifiedTokens verified;
    std::uint64_t generation = 0;  ///< of the keys that they were verified with
  };
  std::vector<Memory> memories_;  // one for each worker
};

}  // namespace gatehouse::auth
