#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of OAuth clients. Every function runs in the transaction that its connection has open, if any.

#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/client.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

[[nodiscard]] StoreResult<Client> create_client(Connection& connection, const NewClient& fresh,
                                                TimePoint now);
[[nodiscard]] StoreResult<Client> find_client(Connection& connection, const std::string& id);
[[nodiscard]] StoreResult<std::vector<Client>> list_clients(Connection& connection, const std::string& after);
[[nodiscard]] StoreResult<Client> update_client(Connection& connection, const ClientChange& change,
                                                TimePoint now);
[[nodiscard]] StoreResult<> delete_client(Connection& connection, const std::string& id);

[[nodiscard]] StoreResult<> revoke_token(Connection& connection, const Uuid& token, TimePoint until,
                                         TimePoint now);
[[nodiscard]] StoreResult<bool> is_token_revoked(Connection& connection, const Uuid& token);

}  // namespace gatehouse::store::sqlite
