// SPDX-License-Identifier: Apache-2.0
#include "auth/passwords/common_passwords.h"

#include <cstddef>

// The file has one password a line, in lower case, sorted by bytes and without duplicates. Each line ends
// with a newline.
__asm__(
    ".pushsection .rodata\n"
    ".global gatehouse_common_passwords\n.hidden gatehouse_common_passwords\n"
    "gatehouse_common_passwords:\n"
    ".incbin \"" GATEHOUSE_COMMON_PASSWORDS
    "\"\n"
    ".global gatehouse_common_passwords_end\n.hidden gatehouse_common_passwords_end\n"
    "gatehouse_common_passwords_end:\n"
    ".byte 0\n.popsection\n");

extern "C" const char gatehouse_common_passwords[];
extern "C" const char gatehouse_common_passwords_end[];

namespace gatehouse::auth {

bool is_common_password(std::string_view folded) noexcept {
  // The lines that are still candidates.
  const char* first = gatehouse_common_passwords;
  const char* last = gatehouse_common_passwords_end;
  while (first != last) {
    const std::string_view left{first, static_cast<std::size_t>(last - first)};
    const std::size_t middle = left.size() / 2;
    // The line that contains the middle byte. A newline belongs to the line that it ends.
    const std::size_t before = middle == 0 ? left.npos : left.rfind('\n', middle - 1);
    const std::size_t begin = before == left.npos ? 0 : before + 1;
    const std::size_t end = left.find('\n', middle);
    const int order = folded.compare(left.substr(begin, end - begin));
    if (order == 0) return true;
    if (order < 0) {
      last = first + begin;
    } else {
      first += end + 1;
    }
  }
  return false;
}

}  // namespace gatehouse::auth
