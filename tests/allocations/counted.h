#pragma once
// SPDX-License-Identifier: Apache-2.0
// How often this program has allocated.

#include <atomic>
#include <cstddef>

namespace gatehouse::test {

/// Calls of operator new and of aligned_alloc, which Asio takes its coroutines' frames from, so far, on all
/// threads.
extern std::atomic<std::size_t> allocations;

}  // namespace gatehouse::test
