#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to the stored OAuth clients. It does not depend on the database in use.

#include <cstddef>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/client.h"
#include "store/error.h"

namespace gatehouse::store {

/// Stores clients, and which of their access tokens were revoked. It is a part of a Store and gives the same
/// guarantees. Clients are not cached anywhere, so a change takes effect as soon as it is durable.
///
///     auto client = co_await clients.find_client(id);
///     if (!client && client.error() == StoreError::not_found) …
class ClientStore {
 public:
  /// The largest number of clients that `list_clients` returns.
  static constexpr std::size_t max_page = 1000;

  ClientStore() = default;
  ClientStore(const ClientStore&) = delete;
  ClientStore& operator=(const ClientStore&) = delete;
  virtual ~ClientStore() = default;

  /// Registers a client. Fails with `id_taken` when another client has this id. The database decides this, so
  /// of several concurrent calls with one id exactly one succeeds.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> create_client(NewClient fresh) = 0;

  /// Returns the client with this id. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> find_client(std::string id) = 0;

  /// Returns the clients whose id sorts after `after` (empty: from the start), ordered by id,
  /// at most `max_page`.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<Client>>> list_clients(std::string after) = 0;

  /// Replaces a client's secret. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client_secret(std::string id,
                                                                            std::string secret_hash) = 0;

  /// Sets whether a client may introspect all tokens or only its own. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client_introspection(std::string id,
                                                                                   bool all) = 0;

  /// Disables a client, and ends the sessions that it began in the same transaction; or enables it again.
  /// Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client_disabled(std::string id,
                                                                              bool disabled) = 0;

  /// Deletes a client, and ends the sessions that it began in the same transaction. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_client(std::string id) = 0;

  /// Marks a token as revoked until it expires, and deletes some of the entries that have expired. Revoking a
  /// token twice has no further effect.
  [[nodiscard]] virtual awaitable<StoreResult<>> revoke_token(Uuid token, TimePoint until) = 0;

  /// Returns whether the token was revoked. For a token that has expired the answer may be either.
  [[nodiscard]] virtual awaitable<StoreResult<bool>> is_token_revoked(Uuid token) = 0;
};

}  // namespace gatehouse::store
