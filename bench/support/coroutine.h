#pragma once
// SPDX-License-Identifier: Apache-2.0
// Coroutines measured without a server around them.

#include <functional>

#include "gatehouse/base/async.h"

namespace gatehouse::bench {

/// Runs `count` coroutines that `make` gives, on one context of this thread, until all are done. Rethrows
/// what one threw.
void run_together(std::size_t count, const std::function<awaitable<>()>& make);

/// Runs one.
inline void run(const std::function<awaitable<>()>& make) { run_together(1, make); }

}  // namespace gatehouse::bench
