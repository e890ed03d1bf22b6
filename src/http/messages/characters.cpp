// SPDX-License-Identifier: Apache-2.0

#include "http/messages/characters.h"

#include "gatehouse/base/find_byte.h"

namespace gatehouse::http {
namespace {

constexpr unsigned char space = ' ';
constexpr unsigned char del = 0x7f;

}  // namespace

// Most of a head is one long field value, such as a token. Searching it byte by byte took longer than
// verifying the token.
const char* find_control(const char* begin, const char* end) noexcept {
  for (;; ++begin) {
    begin = find_byte(begin, end, [](auto bytes) { return bytes < space || bytes == del; });
    if (begin == end || is_control(*begin)) return begin;  // otherwise it is a tab, which is rare
  }
}

}  // namespace gatehouse::http
