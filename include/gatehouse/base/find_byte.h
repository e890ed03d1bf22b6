#pragma once
// SPDX-License-Identifier: Apache-2.0
// Searches a text for one of several bytes, sixteen or more bytes at a time.

#include <algorithm>
#include <cstddef>
#include <experimental/simd>

namespace gatehouse {

/// Returns the first byte of [begin, end) for which `is_wanted` is true, or `end`. `is_wanted` is called with
/// an `unsigned char` or with a std::experimental::simd of them, and returns a bool or a mask. Constants in
/// it must be of type `unsigned char`.
///
///     find_byte(begin, end, [](auto bytes) { return bytes < quote || bytes == quote; });
///
/// Include it in source files only, because it is slow to compile.
template <class IsWanted>
[[nodiscard]] const char* find_byte(const char* begin, const char* end, IsWanted is_wanted) noexcept {
  using Bytes = std::experimental::native_simd<unsigned char>;
  constexpr auto width = static_cast<std::ptrdiff_t>(Bytes::size());
  if (end - begin < width) {
    return std::find_if(begin, end, [&](char c) { return is_wanted(static_cast<unsigned char>(c)); });
  }
  const auto wanted_at = [&](const char* at) {
    return is_wanted(Bytes{reinterpret_cast<const unsigned char*>(at), std::experimental::element_aligned});
  };
  const char* const last = end - width;
  for (; last - begin >= width; begin += 2 * width) {
    const auto found = wanted_at(begin);
    const auto also = wanted_at(begin + width);
    if (none_of(found || also)) continue;
    if (any_of(found)) return begin + find_first_set(found);
    return begin + width + find_first_set(also);
  }
  for (; begin < last; begin += width) {
    if (const auto found = wanted_at(begin); any_of(found)) return begin + find_first_set(found);
  }
  // The last block overlaps the blocks before it, which contain no wanted byte.
  const auto found = wanted_at(last);
  return any_of(found) ? last + find_first_set(found) : end;
}

}  // namespace gatehouse
