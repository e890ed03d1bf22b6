#pragma once
// SPDX-License-Identifier: Apache-2.0
// A server's limits, and each thread's part in them.

#include <cstddef>

#include "gatehouse/http/limits.h"

namespace gatehouse::http {

/// The limits of one of `threads` threads: with its share of the connections and of the memory. Those left at
/// 0 are derived from `descriptors`, the number that this process may have; some are left for databases, logs
/// and whatever else it opens. `connections_per_address` counts on all threads together, so it is not
/// divided.
[[nodiscard]] Limits limits_of_thread(const Limits& limits, unsigned threads,
                                      std::size_t descriptors) noexcept;

}  // namespace gatehouse::http
