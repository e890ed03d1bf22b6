#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs coroutines for measurements without a server.

#include <functional>

#include "gatehouse/base/async.h"

namespace gatehouse::bench {

/// Runs `count` coroutines made by `make` on one context of this thread until all are done. Rethrows the
/// exception of one that threw.
void run_together(std::size_t count, const std::function<awaitable<>()>& make);

/// Runs one coroutine.
inline void run(const std::function<awaitable<>()>& make) { run_together(1, make); }

}  // namespace gatehouse::bench
