#pragma once
// SPDX-License-Identifier: Apache-2.0
// Memory that is overwritten before it is given back.

#include <string.h>  // explicit_bzero

#include <cstddef>
#include <memory>
#include <string>

namespace gatehouse::http {

/// As std::allocator, but overwrites what it gives back: a body that grows must not leave copies of a
/// password behind (CWE-316).
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

/// Text in such memory; what is short enough to lie in the object itself is not overwritten.
using WipedText = std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>;

}  // namespace gatehouse::http
