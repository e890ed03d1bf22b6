// SPDX-License-Identifier: Apache-2.0
#include "auth/issued_tokens.h"

#include "auth/roles.h"

namespace gatehouse::auth {
namespace {

using Facts = SessionResult<std::optional<TokenFacts>>;

Facts not_active() { return std::optional<TokenFacts>{}; }

Facts active(bool is_refresh, crypto::Claims claims, std::string email) {
  return std::optional{TokenFacts{is_refresh, std::move(claims), std::move(email)}};
}

/// Having nothing to end is what was asked for.
SessionResult<> ended_or_unavailable(const SessionResult<>& ended) {
  if (!ended && ended.error() == SessionError::unavailable) return ended;
  return {};
}

}  // namespace

awaitable<Facts> IssuedTokens::introspect(std::string token, std::size_t worker) {
  auto claims = tokens_.verify_access(token);
  if (claims) {
    auto introspecting = introspect_access(std::move(*claims), std::move(token), worker);
    co_return co_await std::move(introspecting);
  }
  auto introspecting = introspect_refresh(std::move(token), worker);
  co_return co_await std::move(introspecting);
}

awaitable<Facts> IssuedTokens::introspect_access(crypto::Claims claims, std::string token,
                                                 std::size_t worker) {
  if (stands_for_client(claims)) {
    const auto is_active = co_await clients_.is_active(claims);
    if (!is_active) co_return SessionError::unavailable;
    if (!*is_active) co_return not_active();
    co_return active(false, std::move(claims), {});
  }
  const auto access = co_await service_.check_access(token, worker);
  if (!access && access.error() == AccessError::unavailable) co_return SessionError::unavailable;
  if (!access) co_return not_active();
  claims.scope = access->scope;
  co_return active(false, std::move(claims), access->user->email);
}

awaitable<Facts> IssuedTokens::introspect_refresh(std::string token, std::size_t worker) {
  auto claims = tokens_.verify_refresh(token);
  if (!claims) co_return not_active();
  const auto session = co_await sessions_.find(token);
  if (!session && session.error() == SessionError::unavailable) co_return SessionError::unavailable;
  if (!session) co_return not_active();
  const auto user = co_await users_.find(worker, session->user);
  if (!user && user.error() != store::StoreError::not_found) co_return SessionError::unavailable;
  if (!user || (*user)->disabled) co_return not_active();
  claims->scope = scope_of(*session);
  co_return active(true, std::move(*claims), (*user)->email);
}

awaitable<SessionResult<>> IssuedTokens::revoke(std::string client, std::string token) {
  auto claims = tokens_.verify_access(token);
  if (claims) {
    auto revoking = revoke_access(std::move(client), std::move(*claims));
    co_return co_await std::move(revoking);
  }
  const auto ended = co_await sessions_.log_out_by(token);
  co_return ended_or_unavailable(ended);
}

awaitable<SessionResult<>> IssuedTokens::revoke_access(std::string client, crypto::Claims claims) {
  SessionResult<> done;
  if (stands_for_client(claims)) {
    if (claims.client != client) co_return done;
    const auto revoked = co_await clients_.revoke(std::move(claims));
    if (!revoked) done = SessionError::unavailable;
    co_return done;
  }
  const auto user = Uuid::parse(claims.subject);
  const auto session = Uuid::parse(claims.session);
  if (!user || !session) co_return done;
  const auto ended = co_await sessions_.log_out(*user, *session, claims.expires_at);
  co_return ended_or_unavailable(ended);
}

}  // namespace gatehouse::auth
