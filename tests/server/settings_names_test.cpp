// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_names.h"

#include <gtest/gtest.h>

#include <vector>

namespace gatehouse::server {
namespace {

TEST(EditDistance, CountsEdits) {
  struct Row {
    const char* a;
    const char* b;
    std::size_t distance;
  };
  for (const auto& [a, b, distance] : {Row{"", "", 0},
                                       {"", "abc", 3},
                                       {"abc", "", 3},
                                       {"abc", "abc", 0},
                                       {"abc", "abd", 1},
                                       {"abc", "ab", 1},
                                       {"abc", "xabc", 1},
                                       {"abcd", "acbd", 1},  // a swap of two neighbours counts as one
                                       {"ab", "ba", 1},
                                       {"kitten", "sitting", 3},
                                       {"acess_minutes", "access_minutes", 1}}) {
    EXPECT_EQ(edit_distance(a, b), distance) << a << " " << b;
    EXPECT_EQ(edit_distance(b, a), distance) << b << " " << a;
  }
}

TEST(ClosestName, FindsWhatWasMeant) {
  const std::vector<std::string> names{"server.listen", "tokens.issuer", "tokens.access_minutes",
                                       "log.level"};
  const auto closest = [&](std::string_view name) { return closest_name(name, names, '.').value_or("-"); };
  EXPECT_EQ(closest("server.lisen"), "server.listen");
  EXPECT_EQ(closest("tokens.acess_minute"), "tokens.access_minutes");
  EXPECT_EQ(closest("issuer"), "tokens.issuer");
  EXPECT_EQ(closest("level"), "log.level");
  EXPECT_EQ(closest("database.url"), "-");
  EXPECT_EQ(closest(""), "-");
  EXPECT_EQ(closest(std::string(1'000'000, 'x')), "-");
}

}  // namespace
}  // namespace gatehouse::server
