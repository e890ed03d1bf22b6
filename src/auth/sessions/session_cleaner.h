#pragma once
// SPDX-License-Identifier: Apache-2.0
// Deletes sessions that have no valid tokens left.

#include <cstddef>

#include "gatehouse/base/async.h"
#include "store/session_store.h"

namespace gatehouse::auth {

/// The number of sessions in a batch. Other changes of the store run between two batches.
inline constexpr std::size_t expired_batch = 500;

/// Deletes all such sessions in batches, and returns how many. Stops when the store fails; the
/// next run continues.
[[nodiscard]] awaitable<std::size_t> delete_expired_sessions(store::SessionStore& store,
                                                             std::size_t batch = expired_batch);

}  // namespace gatehouse::auth
