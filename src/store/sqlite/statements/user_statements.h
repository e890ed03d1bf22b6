#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of users. Every function runs in the transaction that its connection has open, if any.

#include <cstdint>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"
#include "store/user.h"

namespace gatehouse::store::sqlite {

/// Adds the user. Fails with `email_taken` or `id_taken`.
[[nodiscard]] StoreResult<> insert_user(Connection& connection, const User& user);
[[nodiscard]] StoreResult<User> find_user_by_id(Connection& connection, const Uuid& id);
[[nodiscard]] StoreResult<User> find_user_by_identifier(Connection& connection, IdentifierKind kind,
                                                        const std::string& folded);
[[nodiscard]] StoreResult<UserPage> list_users(Connection& connection, const std::string& prefix,
                                               const std::string& after, std::size_t limit);
[[nodiscard]] StoreResult<std::uint64_t> count_users(Connection& connection);
[[nodiscard]] StoreResult<std::uint64_t> estimate_users(Connection& connection);

/// Stores `after` in the place of `before`, the same user. Fails with `email_taken`.
[[nodiscard]] StoreResult<> replace_user(Connection& connection, const User& before, const User& after);
[[nodiscard]] StoreResult<> update_last_login(Connection& connection, const Uuid& id, TimePoint at);
[[nodiscard]] StoreResult<> delete_user(Connection& connection, const User& user);

}  // namespace gatehouse::store::sqlite
