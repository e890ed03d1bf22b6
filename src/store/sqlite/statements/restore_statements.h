#pragma once
// SPDX-License-Identifier: Apache-2.0
// The SQL of restores. Every function runs inside whatever transaction its connection is in.

#include <optional>

#include "gatehouse/base/clock.h"
#include "store/error.h"
#include "store/sqlite/database/connection.h"

namespace gatehouse::store::sqlite {

/// Makes nothing good that was issued before `epoch`: ends all sessions, deletes the key pairs.
[[nodiscard]] StoreResult<> begin_epoch(Connection& connection, TimePoint epoch, TimePoint now);

/// When the last epoch began; none: never was anything restored.
[[nodiscard]] StoreResult<std::optional<TimePoint>> find_epoch(Connection& connection);

/// What the key pairs that a restore has deleted said; none: there were none.
[[nodiscard]] StoreResult<std::optional<TimePoint>> find_secret_until(Connection& connection);

}  // namespace gatehouse::store::sqlite
