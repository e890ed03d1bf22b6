// SPDX-License-Identifier: Apache-2.0
#include "auth/clients/clients.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "auth/scope.h"
#include "gatehouse/base/base64.h"
#include "gatehouse/base/uuid.h"
#include "gatehouse/crypto/sha256.h"

namespace gatehouse::auth {
namespace {

constexpr std::size_t secret_bytes = 32;

std::string hash_of(const Secret& secret) {
  const auto digest = crypto::sha256(secret.reveal());
  return encode_base64url({digest.data(), digest.size()});
}

/// Returns whether the character needs no escape in a URL, a form or a shell (RFC 3986 2.3).
bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

bool is_name(std::string_view name) {
  const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
  return !name.empty() && name.size() <= Clients::max_name && std::ranges::none_of(name, is_control);
}

template <class T>
ClientResult<T> from_store(store::StoreResult<T> found) {
  if (!found) return client_error_of(found.error());
  return std::move(*found);
}

}  // namespace

bool Clients::is_id(std::string_view id) noexcept {
  return !id.empty() && id.size() <= max_id && std::ranges::all_of(id, is_unreserved);
}

Clients::Clients(store::ClientStore& store, Random& random)
    : store_(store), random_(random), nobodys_hash_(hash_of(make_secret())) {}

Secret Clients::make_secret() const {
  std::array<std::byte, secret_bytes> bytes{};
  random_.fill(bytes);
  return Secret{encode_base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()})};
}

awaitable<ClientResult<store::Client>> Clients::authenticate(std::string id, Secret secret) {
  // An invalid id is looked up too, as the empty id, which no client has, so that it takes the same time.
  if (!is_id(id)) id.clear();
  auto client = co_await store_.find_client(std::move(id));
  if (!client && client.error() != store::StoreError::not_found) co_return ClientError::unavailable;
  const bool is_secret =
      equal_in_constant_time(hash_of(secret), client ? client->secret_hash : nobodys_hash_);
  if (!client || !is_secret || client->disabled) co_return ClientError::unauthenticated;
  co_return std::move(*client);
}

awaitable<ClientResult<ClientWithSecret>> Clients::create(store::Actor by, std::string name,
                                                          std::optional<std::string> id, std::string scope,
                                                          bool introspects_all) {
  if (!is_name(name)) co_return ClientError::invalid_name;
  if (id && (!is_id(*id) || Uuid::parse(*id))) co_return ClientError::invalid_id;
  auto allowed = parse_scope(scope);
  if (!allowed) co_return ClientError::invalid_scope;
  auto secret = make_secret();
  store::NewClient fresh;
  fresh.id = id ? std::move(*id) : Uuid::random(random_).to_string();
  fresh.name = std::move(name);
  fresh.secret_hash = hash_of(secret);
  fresh.scope = std::move(*allowed);
  fresh.introspects_all = introspects_all;
  store::Call call{std::move(by)};
  auto created = co_await store_.create_client(std::move(call), std::move(fresh));
  if (!created) co_return client_error_of(created.error());
  ClientWithSecret made{std::move(*created), std::move(secret)};
  co_return std::move(made);
}

awaitable<ClientResult<store::Client>> Clients::find(std::string id) {
  auto found = co_await store_.find_client(std::move(id));
  co_return from_store(std::move(found));
}

awaitable<ClientResult<std::vector<store::Client>>> Clients::list(std::string after) {
  auto found = co_await store_.list_clients(std::move(after));
  co_return from_store(std::move(found));
}

awaitable<ClientResult<ClientWithSecret>> Clients::rotate_secret(store::Actor by, std::string id) {
  auto secret = make_secret();
  store::ClientChange change{std::move(id)};
  change.secret_hash = hash_of(secret);
  auto updated = co_await update(std::move(by), std::move(change));
  if (!updated) co_return updated.error();
  ClientWithSecret made{std::move(*updated), std::move(secret)};
  co_return std::move(made);
}

awaitable<ClientResult<store::Client>> Clients::set_introspection(store::Actor by, std::string id, bool all) {
  store::ClientChange change{std::move(id)};
  change.introspects_all = all;
  return update(std::move(by), std::move(change));
}

awaitable<ClientResult<store::Client>> Clients::disable(store::Actor by, std::string id) {
  store::ClientChange change{std::move(id)};
  change.disabled = true;
  return update(std::move(by), std::move(change));
}

awaitable<ClientResult<store::Client>> Clients::enable(store::Actor by, std::string id) {
  store::ClientChange change{std::move(id)};
  change.disabled = false;
  return update(std::move(by), std::move(change));
}

awaitable<ClientResult<store::Client>> Clients::edit(store::Actor by, std::string id, ClientEdit edit) {
  store::ClientChange change{std::move(id)};
  change.disabled = edit.disabled;
  change.introspects_all = edit.introspects_all;
  return update(std::move(by), std::move(change));
}

awaitable<ClientResult<store::Client>> Clients::update(store::Actor by, store::ClientChange change) {
  store::Call call{std::move(by)};
  auto updated = co_await store_.update_client(std::move(call), std::move(change));
  co_return from_store(std::move(updated));
}

awaitable<ClientResult<>> Clients::delete_client(store::Actor by, std::string id) {
  store::Call call{std::move(by)};
  const auto deleted = co_await store_.delete_client(std::move(call), std::move(id));
  if (!deleted) co_return client_error_of(deleted.error());
  ClientResult<> done;
  co_return done;
}

}  // namespace gatehouse::auth
