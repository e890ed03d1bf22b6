// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/access_checks.h"

#include <utility>

#include "auth/roles.h"
#include "auth/scope.h"
#include "auth/tokens/client_tokens.h"

namespace gatehouse::auth {
namespace {

/// Returns the error that the caller gets.
AccessError access_error_of(Objection objection) noexcept {
  switch (objection) {
    case Objection::user_deleted:
      return AccessError::not_found;
    case Objection::before_restore:
    case Objection::user_disabled:
    case Objection::session_ended:
      return AccessError::session_ended;
    default:
      return AccessError::invalid;
  }
}

}  // namespace

std::optional<result<Access, AccessError>> AccessChecks::check_cached(std::string_view token,
                                                                      std::size_t worker) {
  const auto bearer = verify(token, worker);
  if (!bearer) return bearer.error();
  auto user = users_.find_copy(worker, (*bearer)->user);
  if (!user) return std::nullopt;
  const auto& session = (*bearer)->session;
  const auto has_ended = session ? ended_.has_ended(worker, *session) : std::optional{false};
  if (!has_ended) return std::nullopt;
  return admit(**bearer, std::move(user), *has_ended);
}

awaitable<result<Access, AccessError>> AccessChecks::check_access(std::string_view token,
                                                                  std::size_t worker) {
  const auto verified = verify(token, worker);
  if (!verified) co_return verified.error();
  const Bearer bearer = **verified;
  auto user = co_await users_.find(worker, bearer.user);
  if (!user && user.error() != store::StoreError::not_found) co_return AccessError::unavailable;
  auto found = user ? std::move(*user) : nullptr;
  // This comes after the user, since reading that may have waited.
  const auto has_ended = co_await ask_whether_ended(bearer.session, worker);
  if (!has_ended) co_return AccessError::unavailable;
  co_return admit(bearer, std::move(found), *has_ended);
}

awaitable<store::StoreResult<bool>> AccessChecks::ask_whether_ended(std::optional<Uuid> session,
                                                                    std::size_t worker) {
  if (!session) co_return false;
  co_return co_await ended_.ask_whether_ended(worker, *session);
}

result<const Bearer*, AccessError> AccessChecks::verify(std::string_view token, std::size_t worker) {
  auto& memory = memories_.at(worker);
  auto& verified = memory.verified;
  if (const auto generation = tokens_.generation(); generation != memory.generation) {
    verified.clear();
    memory.generation = generation;
  }
  if (const auto* known = verified.find(token)) {
    if (tokens_.options().clock.now_roughly() >= known->expires_at) return AccessError::expired;
    // An epoch may have begun since the token was verified.
    if (is_before_epoch(known->issued_at)) return access_error_of(Objection::before_restore);
    return known;
  }
  auto bearer = read(token);
  if (!bearer) return bearer.error();
  return &verified.insert(token, std::move(*bearer));
}

result<Bearer, AccessError> AccessChecks::read(std::string_view token) const {
  const auto claims = tokens_.verify_access(token);
  if (!claims && claims.error() == crypto::TokenError::expired) return AccessError::expired;
  if (!claims) return AccessError::invalid;
  Bearer bearer;
  const auto objections = look_at(*claims, bearer);
  if (!objections.empty()) return access_error_of(objections.first());
  return bearer;
}

Objections AccessChecks::look_at(const crypto::Claims& claims, Bearer& bearer) const {
  const auto user = Uuid::parse(claims.subject);
  bearer.user = user.value_or(Uuid{});
  bearer.session = Uuid::parse(claims.session);
  bearer.expires_at = claims.expires_at;
  bearer.issued_at = claims.issued_at;
  bearer.scope = claims.scope;
  Objections found;
  // Even if the client's id looks like a user's id, the token is not a user's login (RFC 9700 4.15).
  found.add_if(stands_for_client(claims), Objection::for_client);
  found.add_if(!user, Objection::no_user);
  found.add_if(!bearer.session && !options_.accept_without_session, Objection::no_session);
  found.add_if(is_before_epoch(claims.issued_at), Objection::before_restore);
  return found;
}

bool AccessChecks::is_before_epoch(const std::optional<TimePoint>& issued_at) const noexcept {
  return options_.epoch != nullptr && options_.epoch->is_after(issued_at);
}

Objections AccessChecks::look_after(const Bearer& bearer, const store::User* user, bool has_ended) {
  Objections found;
  found.add_if(user == nullptr, Objection::user_deleted);
  found.add_if(user != nullptr && user->disabled, Objection::user_disabled);
  found.add_if(bearer.session && has_ended, Objection::session_ended);
  return found;
}

result<Access, AccessError> AccessChecks::admit(const Bearer& bearer, store::UserPtr user, bool has_ended) {
  const auto objections = look_after(bearer, user.get(), has_ended);
  if (!objections.empty()) return access_error_of(objections.first());
  Access access{std::move(user), bearer.session, bearer.expires_at};
  // The scope is limited by both the token and the user's current roles, so a role that is taken away is
  // lost at once.
  if (!bearer.scope.empty()) {
    access.scope = common_scope(bearer.scope, askable_scope_of(access.user->roles));
  }
  return access;
}

awaitable<store::StoreResult<AccessView>> AccessChecks::inspect(crypto::Claims claims, std::size_t worker) {
  AccessView view;
  Bearer bearer;
  view.objections = look_at(claims, bearer);
  if (view.objections.contains(Objection::no_user)) co_return view;
  auto user = co_await users_.find(worker, bearer.user);
  if (!user && user.error() != store::StoreError::not_found) co_return user.error();
  if (user) view.user = std::move(*user);
  const auto has_ended = co_await ask_whether_ended(bearer.session, worker);
  if (!has_ended) co_return has_ended.error();
  view.objections.add_all(look_after(bearer, view.user.get(), *has_ended));
  co_return view;
}

}  // namespace gatehouse::auth
