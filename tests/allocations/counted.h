#pragma once
// SPDX-License-Identifier: Apache-2.0
// How often this program has allocated.

#include <atomic>
#include <cstddef>

namespace gatehouse::web::test {

/// Calls of operator new so far, on all threads.
extern std::atomic<std::size_t> allocations;

}  // namespace gatehouse::web::test
