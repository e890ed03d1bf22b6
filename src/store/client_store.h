#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface to the stored OAuth clients. It does not depend on the database in use.

#include <cstddef>
#include <string>
#include <vector>

#include "gatehouse/base/async.h"
#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/call.h"
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
  [[nodiscard]] virtual awaitable<StoreResult<Client>> create_client(Call call, NewClient fresh) = 0;

  /// Returns the client with this id. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> find_client(std::string id) = 0;

  /// Returns the clients whose id sorts after `after` (empty: from the start), ordered by id,
  /// at most `max_page`.
  [[nodiscard]] virtual awaitable<StoreResult<std::vector<Client>>> list_clients(std::string after) = 0;

  /// Changes a client. Disabling it ends the sessions that it began in the same transaction.
  /// Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<Client>> update_client(Call call, ClientChange change) = 0;

  /// Deletes a client, and ends the sessions that it began in the same transaction. Fails with `not_found`.
  [[nodiscard]] virtual awaitable<StoreResult<>> delete_client(Call call, std::string id) = 0;

  /// Marks a token as revoked until it expires, and deletes some of the entries that have expired. Revoking a
  /// token twice has no further effect.
  [[nodiscard]] virtual awaitable<StoreResult<>> revoke_token(Call call, Uuid token, TimePoint until) = 0;

  /// Returns whether the token was revoked. For a token that has expired the answer may be either.
  [[nodiscard]] virtual awaitable<StoreResult<bool>> is_token_revoked(Uuid token) = 0;
};

}  // namespace gatehouse::store
