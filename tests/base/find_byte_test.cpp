// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/find_byte.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse {
namespace {

constexpr unsigned char low = 0x20;
constexpr unsigned char high = 0x7f;

const char* find(const std::string& text, std::size_t from) {
  return find_byte(text.data() + from, text.data() + text.size(),
                   [](auto bytes) { return bytes < low || bytes == high; });
}

// Whole vectors, overlapping vectors, and less than one vector, with the byte at every position.
TEST(FindByte, GivesTheFirstAtEveryPlace) {
  constexpr std::size_t longest = 100;
  for (std::size_t size = 0; size <= longest; ++size) {
    std::string text(size, '\xff');
    for (std::size_t from = 0; from <= size; from += 7) {
      ASSERT_EQ(find(text, from), text.data() + size) << size;
      for (std::size_t at = from; at < size; ++at) {
        text[at] = at % 2 == 0 ? '\x1f' : '\x7f';
        if (at + 3 < size) text[at + 3] = '\0';
        ASSERT_EQ(find(text, from) - text.data(), static_cast<std::ptrdiff_t>(at))
            << size << " from " << from;
        text.assign(size, '\xff');
      }
    }
  }
}

TEST(FindByte, DoesNotLookBeforeTheBegin) {
  const std::string text = std::string(20, '\0') + std::string(40, 'a');
  EXPECT_EQ(find(text, 20), text.data() + text.size());
}

}  // namespace
}  // namespace gatehouse
