#pragma once
// SPDX-License-Identifier: Apache-2.0
// Divides the limits of a server among its workers.

#include <cstddef>

#include "gatehouse/http/limits.h"

namespace gatehouse::http {

/// Returns the limits of one of `threads` workers, with its share of the connections and of the memory.
/// Limits of 0 are derived from `descriptors`, the number of descriptors that this process may have; some are
/// reserved for databases, logs and other files. `connections_per_address` is not divided, because it applies
/// to all workers together.
[[nodiscard]] Limits limits_of_thread(const Limits& limits, unsigned threads,
                                      std::size_t descriptors) noexcept;

}  // namespace gatehouse::http
