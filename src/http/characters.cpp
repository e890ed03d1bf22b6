// SPDX-License-Identifier: Apache-2.0

#include "http/characters.h"

#include <cstddef>
#include <experimental/simd>

namespace gatehouse::http {

// Most of a head is one field's long value, such as a token: byte by byte it took longer than to verify it.
const char* find_control(const char* begin, const char* end) noexcept {
  using Bytes = std::experimental::native_simd<unsigned char>;
  constexpr unsigned char tab = '\t';
  constexpr auto width = static_cast<std::ptrdiff_t>(Bytes::size());
  for (; end - begin >= width; begin += width) {
    const Bytes bytes{reinterpret_cast<const unsigned char*>(begin), std::experimental::element_aligned};
    const auto found = (bytes < 0x20 && bytes != tab) || bytes == 0x7f;
    if (any_of(found)) return begin + find_first_set(found);
  }
  return std::find_if(begin, end, is_control);
}

}  // namespace gatehouse::http
