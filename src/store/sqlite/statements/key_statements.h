#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of key pairs. Every function runs in the transaction that its connection has open, if any.

#include <optional>
#include <string>
#include <vector>

#include "store/error.h"
#include "store/key_store.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

[[nodiscard]] StoreResult<std::vector<KeyPair>> list_keys(Connection& connection);
[[nodiscard]] StoreResult<> add_key(Connection& connection, const KeyPair& key,
                                    const std::optional<std::string>& last);
[[nodiscard]] StoreResult<> note_secret_use(Connection& connection);
[[nodiscard]] StoreResult<std::optional<TimePoint>> find_secret_use(Connection& connection,
                                                                    TimePoint of_clients);
[[nodiscard]] StoreResult<> delete_key(Connection& connection, const std::string& kid);

}  // namespace gatehouse::store::sqlite
