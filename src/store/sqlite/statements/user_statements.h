#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of users. Every function runs in the transaction that its connection has open, if any.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gatehouse/base/clock.h"
#include "gatehouse/base/uuid.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"
#include "store/user.h"

namespace gatehouse::store::sqlite {

[[nodiscard]] StoreResult<User> create_user(Connection& connection, NewUser user, TimePoint now);
[[nodiscard]] StoreResult<std::vector<std::optional<StoreError>>> create_users(
    Connection& connection, const std::vector<NewUser>& users, TimePoint now);
[[nodiscard]] StoreResult<User> find_user_by_email(Connection& connection, const std::string& folded);
[[nodiscard]] StoreResult<User> find_user_by_id(Connection& connection, const Uuid& id);
[[nodiscard]] StoreResult<UserPage> list_users(Connection& connection, const std::string& prefix,
                                               const std::string& after, std::size_t limit);
[[nodiscard]] StoreResult<std::uint64_t> count_users(Connection& connection);

[[nodiscard]] StoreResult<User> update_password_hash(Connection& connection, const Uuid& id, TimePoint now,
                                                     const std::string& expected_hash,
                                                     const std::string& new_hash, int new_version);
[[nodiscard]] StoreResult<User> update_email(Connection& connection, const Uuid& id, TimePoint now,
                                             const std::string& email,
                                             const std::optional<std::string>& expected_hash);
[[nodiscard]] StoreResult<User> update_disabled(Connection& connection, const Uuid& id, TimePoint now,
                                                bool disabled);
[[nodiscard]] StoreResult<User> update_roles(Connection& connection, const Uuid& id, TimePoint now,
                                             const Roles& expected, const Roles& roles);
[[nodiscard]] StoreResult<> update_last_login(Connection& connection, const Uuid& id, TimePoint at);
[[nodiscard]] StoreResult<> delete_user(Connection& connection, const Uuid& id,
                                        const std::optional<std::string>& expected_hash);

}  // namespace gatehouse::store::sqlite
