// SPDX-License-Identifier: Apache-2.0
// Writes times in RFC 3339 form, and reads this form and the other spellings that pydantic accepts.

#include <cstdio>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {
namespace {

using std::chrono::microseconds;

// Removes `least` to `most` decimal digits from the front of `text` and returns their value.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  int value = 0;
  std::size_t digits = 0;
  for (; digits < most && digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    value = value * 10 + (text[digits] - '0');
  }
  if (digits < least) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view choices) {
  if (text.empty() || choices.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// Reads a fraction of a second. Digits after the sixth are cut off.
std::optional<microseconds> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return microseconds{0};
  std::int64_t value = 0;
  std::size_t digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 6) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 6; ++digits) value *= 10;
  return microseconds{value};
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (take(text, "Zz")) return std::chrono::minutes{0};
  if (text.empty()) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_number(text, 2, 2);
  if (!hours || *hours > 23) return std::nullopt;
  // Accepts "+02" for "+02:00", and "+0200" (ISO 8601).
  const bool has_colon = take(text, ":");
  if (text.empty() && !has_colon) return std::chrono::minutes{sign * *hours * 60};
  const auto minutes = take_number(text, 2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return std::chrono::minutes{sign * (*hours * 60 + *minutes)};
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4, 4);
  if (!year || *year == 0 || !take(text, "-")) return std::nullopt;
  const auto month = take_number(text, 1, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_number(text, 1, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

}  // namespace

std::string format_time(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char text[48];
  const int length =
      std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {text, static_cast<std::size_t>(length)};
}

std::optional<TimePoint> parse_time(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, "Tt ")) return std::nullopt;
  const auto hours = take_number(text, 1, 2);
  if (!hours || *hours > 23 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_number(text, 1, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::optional<int> seconds{0};
  std::optional<microseconds> fraction{0};
  if (take(text, ":")) {
    seconds = take_number(text, 1, 2);
    fraction = take_fraction(text);
  }
  if (!seconds || *seconds > 60 || !fraction) return std::nullopt;  // 60: a leap second
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const TimePoint time = TimePoint{*date} + std::chrono::hours{*hours} + std::chrono::minutes{*minutes} +
                         std::chrono::seconds{*seconds} + *fraction - *offset;
  // The offset may move the time outside of the years with four digits.
  const std::chrono::year_month_day in_utc{std::chrono::floor<std::chrono::days>(time)};
  if (static_cast<int>(in_utc.year()) < 1 || static_cast<int>(in_utc.year()) > 9999) return std::nullopt;
  return time;
}

}  // namespace gatehouse::schema
