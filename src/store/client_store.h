#pragma once
// SPDX-License-Identifier: Apache-2.0
// The one interface to OAuth clients at rest, whichever database keeps them.

#include <cstddef>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/client.h"
#include "store/error.h"

namespace gatehouse::store {

/// Keeps clients, and which of their access tokens were revoked; a part of a Store, with the same promises.
/// Nobody holds copies of clients, so a change is in force once it is durable.
///
///     auto client = co_await clients.find_client(id);
///     if (!client && client.error() == StoreError::not_found) …
class ClientStore {
 public:
  /// The most clients that `list_clients` gives.
  static constexpr std::size_t max_page = 1000;

  ClientStore() = default;
  ClientStore(const ClientStore&) = delete;
  ClientStore& operator=(const ClientStore&) = delete;
  virtual ~ClientStore() = default;

  /// Registers a client. `id_taken`: decided by the database, so of any number at once just one succeeds.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> create_client(NewClient fresh) = 0;

  /// The client of this id. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> find_client(std::string id) = 0;

  /// Clients whose id comes after `after` (empty: from the start), in the order of ids, at most `max_page`.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<Client>>> list_clients(std::string after) = 0;

  /// Gives a client another secret. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client_secret(std::string id,
                                                                            std::string secret_hash) = 0;

  /// Lets a client ask about all tokens, or about its own alone. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client_introspection(std::string id,
                                                                                   bool all) = 0;

  /// Bars a client, and ends the sessions that it began in the same transaction; or lets it back.
  /// `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client_disabled(std::string id,
                                                                              bool disabled) = 0;

  /// Forgets a client, and ends the sessions that it began in the same transaction. `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_client(std::string id) = 0;

  /// Notes a token as revoked until it expires; forgets some of those that have. Twice is the same as once.
  [[nodiscard]] virtual awaitable<StoreResult<>> revoke_token(Uuid token, TimePoint until) = 0;

  /// Whether the token was revoked. Of one that has expired either answer may come.
  [[nodiscard]] virtual awaitable<StoreResult<bool>> is_token_revoked(Uuid token) = 0;
};

}  // namespace gatehouse::store
