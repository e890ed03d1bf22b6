// SPDX-License-Identifier: Apache-2.0
#include "server/commands/password_cost.h"

#include <cstdio>

namespace gatehouse::server {
namespace {

// The range of useful costs. Lower ones are for tests, and higher ones take half a minute or more.
constexpr int first_shown = 8;
constexpr int last_shown = 16;

template <class... Values>
std::string format(const char* text, Values... values) {
  char line[160];
  std::snprintf(line, sizeof line, text, values...);
  return line;
}

}  // namespace

std::optional<int> highest_cost(const crypto::BcryptSpeed& speed, std::chrono::milliseconds target) {
  std::optional<int> highest;
  for (int cost = 4; cost <= 31 && speed.time_of(cost) <= target; ++cost) highest = cost;
  return highest;
}

std::string describe_password_cost(const crypto::BcryptSpeed& speed, std::chrono::milliseconds target) {
  std::string text = "bcrypt cost   one alone   hashes a second, one core\n";
  for (int cost = first_shown; cost <= last_shown; ++cost) {
    const std::chrono::duration<double, std::milli> alone = speed.time_of(cost);
    text += format("%11d %8.1f ms %27.1f\n", cost, alone.count(), speed.per_second(cost));
  }
  const auto milliseconds = static_cast<long long>(target.count());
  const auto highest = highest_cost(speed, target);
  if (!highest) return text + format("No cost is within %lld ms on this machine.\n", milliseconds);
  text += format("The highest cost within %lld ms: %d", milliseconds, *highest);
  if (*highest < 10) text += " (OWASP asks for 10 at least)";
  return text + "\n";
}

}  // namespace gatehouse::server
