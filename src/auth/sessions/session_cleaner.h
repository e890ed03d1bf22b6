#pragma once
// SPDX-License-Identifier: Apache-2.0
// Forgets sessions of which no token is good any more.

#include <cstddef>

#include "gatehouse/base/async.h"
#include "store/session_store.h"

namespace gatehouse::auth {

/// Sessions at a time: the store's other changes get their turn between two batches.
inline constexpr std::size_t expired_batch = 500;

/// Forgets everything that there is to forget, in batches; how many sessions. A store that can't serve ends
/// it: the next time will do.
[[nodiscard]] awaitable<std::size_t> delete_expired_sessions(store::SessionStore& store,
                                                             std::size_t batch = expired_batch);

}  // namespace gatehouse::auth
