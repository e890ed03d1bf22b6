#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of restores. Every function runs in the transaction that its connection has open, if any.

#include <optional>

#include "gatehouse/base/clock.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Invalidates everything that was issued before `epoch`: ends all sessions and deletes the key pairs.
[[nodiscard]] StoreResult<> begin_epoch(Connection& connection, TimePoint epoch, TimePoint now);

/// Returns when the last epoch began, or nullopt if no backup was ever restored.
[[nodiscard]] StoreResult<std::optional<TimePoint>> find_epoch(Connection& connection);

/// Returns `secret_until` of the key pairs that the last restore deleted, or nullopt if there were none.
[[nodiscard]] StoreResult<std::optional<TimePoint>> find_secret_until(Connection& connection);

}  // namespace gatehouse::store::sqlite
