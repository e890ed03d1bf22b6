#pragma once
// SPDX-License-Identifier: Apache-2.0
// An allocator that overwrites memory before it frees it.

#include <string.h>  // explicit_bzero

#include <cstddef>
#include <memory>
#include <string>

namespace gatehouse::http {

/// Like std::allocator, but overwrites memory before it is freed, so that a growing body does not leave
/// copies of a password behind (CWE-316).
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class Other>
  WipingAllocator(const WipingAllocator<Other>&) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
  void deallocate(T* memory, std::size_t count) noexcept {
    ::explicit_bzero(memory, count * sizeof(T));
    std::allocator<T>{}.deallocate(memory, count);
  }
  bool operator==(const WipingAllocator&) const = default;
};

/// A string in such memory. Text that is short enough to be stored in the string object itself
/// is not overwritten.
using WipedText = std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>;

}  // namespace gatehouse::http
