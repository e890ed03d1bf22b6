// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/secret.h"

#include <string.h>  // explicit_bzero

namespace gatehouse {

void wipe(std::string& text) noexcept {
  // Stays within the capacity, so it does not allocate and cannot throw.
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

bool equal_in_constant_time(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
  }
  // Prevents the compiler from leaving the loop at the first difference.
  asm volatile("" : "+r"(difference));
  return difference == 0;
}

}  // namespace gatehouse
