// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/introspection.h"

#include "auth/roles.h"

namespace gatehouse::auth {
namespace {

using Facts = SessionResult<std::optional<TokenFacts>>;

Facts not_active() { return std::optional<TokenFacts>{}; }

Facts active(bool is_refresh, crypto::Claims claims, std::string email) {
  return std::optional{TokenFacts{is_refresh, std::move(claims), std::move(email)}};
}

/// Passes on the errors that the caller must see. That there is nothing to end is not an error.
SessionResult<> revoked_or_refused(const SessionResult<>& ended) {
  const bool is_refused =
      !ended && (ended.error() == SessionError::unavailable || ended.error() == SessionError::wrong_client);
  return is_refused ? ended : SessionResult<>{};
}

}  // namespace

awaitable<Facts> Introspection::introspect(store::Client asker, std::string token, std::size_t worker) {
  auto claims = tokens_.verify_access(token);
  if (claims) {
    auto introspecting = introspect_access(std::move(asker), std::move(*claims), std::move(token), worker);
    co_return co_await std::move(introspecting);
  }
  auto introspecting = introspect_refresh(std::move(asker), std::move(token), worker);
  co_return co_await std::move(introspecting);
}

awaitable<Facts> Introspection::introspect_access(store::Client asker, crypto::Claims claims,
                                                  std::string token, std::size_t worker) {
  if (!asker.introspects_all && claims.client != asker.id) co_return not_active();
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

awaitable<Facts> Introspection::introspect_refresh(store::Client asker, std::string token,
                                                   std::size_t worker) {
  auto claims = tokens_.verify_refresh(token);
  if (!claims) co_return not_active();
  const auto session = co_await sessions_.find(token);
  if (!session && session.error() == SessionError::unavailable) co_return SessionError::unavailable;
  if (!session) co_return not_active();
  if (!asker.introspects_all && session->client != asker.id) co_return not_active();
  const auto user = co_await users_.find(worker, session->user);
  if (!user && user.error() != store::StoreError::not_found) co_return SessionError::unavailable;
  if (!user || (*user)->disabled) co_return not_active();
  claims->scope = scope_of(*session);
  co_return active(true, std::move(*claims), (*user)->email);
}

awaitable<SessionResult<>> Introspection::revoke(store::Actor by, std::string client, std::string token) {
  auto claims = tokens_.verify_access(token);
  if (claims) {
    auto revoking = revoke_access(std::move(by), std::move(client), std::move(*claims));
    co_return co_await std::move(revoking);
  }
  const auto ended = co_await sessions_.revoke(std::move(by), std::move(client), token);
  co_return revoked_or_refused(ended);
}

awaitable<SessionResult<>> Introspection::revoke_access(store::Actor by, std::string client,
                                                        crypto::Claims claims) {
  SessionResult<> done;
  if (stands_for_client(claims)) {
    if (claims.client != client) co_return SessionError::wrong_client;
    const auto revoked = co_await clients_.revoke(std::move(by), std::move(claims));
    if (!revoked) done = SessionError::unavailable;
    co_return done;
  }
  const auto user = Uuid::parse(claims.subject);
  const auto session = Uuid::parse(claims.session);
  if (!user || !session) co_return done;
  const auto ended =
      co_await sessions_.revoke(std::move(by), std::move(client), *user, *session, claims.expires_at);
  co_return revoked_or_refused(ended);
}

}  // namespace gatehouse::auth
