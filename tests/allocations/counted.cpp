// SPDX-License-Identifier: Apache-2.0
// In a file of its own: if malloc and delete were inlined into one function, the compiler would warn
// of the mismatch.

#include "allocations/counted.h"

#include <cstdlib>
#include <new>

namespace gatehouse::test {
std::atomic<std::size_t> allocations{0};
}  // namespace gatehouse::test

using gatehouse::test::allocations;

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  void* memory = nullptr;
  return ::posix_memalign(&memory, alignment, size) == 0 ? memory : nullptr;
}
