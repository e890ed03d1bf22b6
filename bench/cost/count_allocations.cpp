// SPDX-License-Identifier: Apache-2.0
// Counts the allocations of a whole program.

#include <cstdlib>
#include <new>

#include "cost/accounts.h"

void* operator new(std::size_t size) {
  gatehouse::bench::allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
