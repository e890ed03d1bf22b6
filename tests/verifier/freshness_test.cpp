// SPDX-License-Identifier: Apache-2.0
#include "verifier/freshness.h"

#include <gtest/gtest.h>

namespace gatehouse::verifier {
namespace {

TEST(Freshness, ThatOfTheAnswerBetweenTheBounds) {
  RemoteKeysOptions options;
  options.default_life = std::chrono::seconds{300};
  options.least_life = std::chrono::seconds{60};
  options.most_life = std::chrono::seconds{3600};
  struct Case {
    const char* cache_control;
    const char* age;
    int seconds;
  };
  const Case cases[] = {
      {"", "", 300},
      {"public", "", 300},
      {"max-age=600", "", 600},
      {"public, max-age=600", "", 600},
      {"Max-Age=600 ,public", "", 600},
      {"max-age=\"600\"", "", 600},
      {"s-maxage=700, max-age=600", "", 600},
      {"s-maxage=700", "", 300},
      {"max-age=600, max-age=500", "", 500},
      {"max-age=600", "100", 500},
      {"max-age=600", "x", 600},
      {"max-age=600", "-100", 600},
      {"max-age=600", "700", 60},
      {"max-age=0", "", 60},
      {"max-age=59", "", 60},
      {"max-age=-1", "", 60},
      {"max-age=", "", 60},
      {"max-age=6x", "", 60},
      {"no-store", "", 60},
      {"max-age=600, no-cache", "", 60},
      {"max-age=3601", "", 3600},
      {"max-age=99999999999999999999", "", 3600},
      {",,=,max-age", "", 300},
  };
  for (const auto& [cache_control, age, seconds] : cases) {
    EXPECT_EQ(life_of(cache_control, age, options).count(), seconds) << cache_control << " / " << age;
  }
}

}  // namespace
}  // namespace gatehouse::verifier
