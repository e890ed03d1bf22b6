// SPDX-License-Identifier: Apache-2.0

#include "http/messages/characters.h"

#include "gatehouse/base/find_byte.h"

namespace gatehouse::http {
namespace {

constexpr unsigned char space = ' ';
constexpr unsigned char del = 0x7f;

}  // namespace

// Most of a head is one field's long value, such as a token: byte by byte it took longer than to verify it.
const char* find_control(const char* begin, const char* end) noexcept {
  for (;; ++begin) {
    begin = find_byte(begin, end, [](auto bytes) { return bytes < space || bytes == del; });
    if (begin == end || is_control(*begin)) return begin;  // else a tab, which is rare
  }
}

}  // namespace gatehouse::http
