#pragma once
// SPDX-License-Identifier: Apache-2.0
// Counts the allocations of this program.

#include <atomic>
#include <cstddef>

namespace gatehouse::test {

/// The number of calls, on all threads, of operator new and of aligned_alloc, from which Asio takes the
/// frames of coroutines.
extern std::atomic<std::size_t> allocations;

}  // namespace gatehouse::test
