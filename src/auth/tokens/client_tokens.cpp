// SPDX-License-Identifier: Apache-2.0
#include "auth/tokens/client_tokens.h"

#include <utility>

#include "auth/scope.h"
#include "gatehouse/base/uuid.h"

namespace gatehouse::auth {

bool stands_for_client(const crypto::Claims& claims) noexcept {
  return !claims.client.empty() && claims.client == claims.subject;
}

ClientResult<ClientToken> ClientTokens::issue(const store::Client& client,
                                              const std::optional<std::string>& scope) const {
  const auto granted = scope ? parse_scope(*scope) : std::optional{without_own_scopes(client.scope)};
  if (!granted || !is_within(*granted, client.scope)) return ClientError::invalid_scope;
  auto claims = tokens_.access_claims(client.id);
  claims.client = client.id;
  claims.scope = *granted;
  return ClientToken{tokens_.sign_access(claims), *granted, tokens_.options().access_lifetime};
}

awaitable<result<ClientAccess, AccessError>> ClientTokens::admit(std::string token) {
  auto claims = tokens_.verify_access(token);
  if (!claims) {
    co_return claims.error() == crypto::TokenError::expired ? AccessError::expired : AccessError::invalid;
  }
  if (!stands_for_client(*claims)) co_return AccessError::invalid;
  const auto scope = claims->scope;
  auto inspecting = inspect(std::move(*claims));
  auto view = co_await std::move(inspecting);
  if (!view) co_return AccessError::unavailable;
  if (!view->objections.empty() || !view->client) co_return AccessError::invalid;
  // The operator may have narrowed the client's scope since.
  auto granted = common_scope(scope, view->client->scope);
  result<ClientAccess, AccessError> access = ClientAccess{std::move(*view->client), std::move(granted)};
  co_return access;
}

awaitable<ClientResult<bool>> ClientTokens::is_active(crypto::Claims claims) {
  auto inspecting = inspect(std::move(claims));
  const auto view = co_await std::move(inspecting);
  if (!view) co_return view.error();
  co_return view->objections.empty();
}

awaitable<ClientResult<ClientView>> ClientTokens::inspect(crypto::Claims claims) {
  ClientView view;
  auto client = co_await store_.find_client(claims.client);
  if (!client && client.error() != store::StoreError::not_found) co_return ClientError::unavailable;
  if (client) view.client = std::move(*client);
  auto& found = view.objections;
  const auto issued_at = claims.issued_at.value_or(TimePoint::min());
  found.add_if(epoch_ != nullptr && epoch_->is_after(claims.issued_at), Objection::before_restore);
  found.add_if(!view.client, Objection::client_deleted);
  if (view.client) {
    found.add_if(view.client->disabled, Objection::client_disabled);
    // Times in tokens are whole seconds.
    const auto since = std::chrono::floor<std::chrono::seconds>(view.client->created_at);
    found.add_if(issued_at < since, Objection::client_replaced);
  }
  const auto id = Uuid::parse(claims.id);
  found.add_if(!id, Objection::no_id);
  if (!id) co_return view;
  const auto revoked = co_await store_.is_token_revoked(*id);
  if (!revoked) co_return ClientError::unavailable;
  found.add_if(*revoked, Objection::token_revoked);
  co_return view;
}

awaitable<ClientResult<>> ClientTokens::revoke(store::Actor by, crypto::Claims claims) {
  ClientResult<> done;
  const auto id = Uuid::parse(claims.id);
  if (!id) co_return done;  // such a token is not active anyway
  store::Call call{std::move(by)};
  const auto revoked = co_await store_.revoke_token(std::move(call), *id, claims.expires_at);
  if (!revoked) done = ClientError::unavailable;
  co_return done;
}

}  // namespace gatehouse::auth
