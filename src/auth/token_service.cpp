// SPDX-License-Identifier: Apache-2.0
#include "auth/token_service.h"

#include "auth/client_tokens.h"
#include "auth/roles.h"
#include "auth/scope.h"

namespace gatehouse::auth {

std::optional<result<Access, AccessError>> TokenService::check_cached(std::string_view token,
                                                                      std::size_t worker) {
  const auto bearer = verify(token, worker);
  if (!bearer) return bearer.error();
  auto user = users_.find_copy(worker, bearer->user);
  if (!user) return std::nullopt;
  return admit(*bearer, std::move(user), worker);
}

awaitable<result<Access, AccessError>> TokenService::check_access(std::string_view token,
                                                                  std::size_t worker) {
  const auto bearer = verify(token, worker);
  if (!bearer) co_return bearer.error();
  auto user = co_await users_.find(worker, bearer->user);
  if (!user && user.error() == store::StoreError::not_found) co_return AccessError::not_found;
  if (!user) co_return AccessError::unavailable;
  co_return admit(*bearer, std::move(*user), worker);
}

result<Bearer, AccessError> TokenService::verify(std::string_view token, std::size_t worker) {
  auto& memory = memories_.at(worker);
  auto& verified = memory.verified;
  if (const auto generation = tokens_.generation(); generation != memory.generation) {
    verified.clear();
    memory.generation = generation;
  }
  if (const auto* known = verified.find(token)) {
    if (tokens_.options().clock.now() >= known->expires_at) return AccessError::expired;
    return *known;
  }
  auto bearer = read(token);
  if (bearer) verified.insert(token, *bearer);
  return bearer;
}

result<Bearer, AccessError> TokenService::read(std::string_view token) const {
  const auto claims = tokens_.verify_access(token);
  if (!claims && claims.error() == crypto::TokenError::expired) return AccessError::expired;
  if (!claims) return AccessError::invalid;
  // Whatever its client's id looks like, it is nobody's login (RFC 9700 4.15).
  if (stands_for_client(*claims)) return AccessError::invalid;
  const auto user = Uuid::parse(claims->subject);
  if (!user) return AccessError::invalid;
  const auto session = Uuid::parse(claims->session);
  if (!session && !options_.accept_without_session) return AccessError::invalid;
  return Bearer{*user, session, claims->expires_at, claims->scope};
}

result<Access, AccessError> TokenService::admit(const Bearer& bearer, store::UserPtr user,
                                                std::size_t worker) {
  const bool has_ended = bearer.session && ended_.has_ended(worker, *bearer.session);
  if (has_ended || user->disabled) return AccessError::session_ended;
  Access access{std::move(user), bearer.session, bearer.expires_at};
  // Both: what the token was not given it has not, and what was taken from its user since is gone at once.
  if (!bearer.scope.empty())
    access.scope = common_scope(bearer.scope, scope_of(store::granted_to(*access.user)));
  return access;
}

}  // namespace gatehouse::auth
