// SPDX-License-Identifier: Apache-2.0
// Reads dates, times of day and durations from text, in the forms that pydantic accepts.

#include <re2/re2.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "gatehouse/schema/chrono.h"

namespace gatehouse::schema::detail {
namespace {

using std::chrono::microseconds;

constexpr double most_seconds = 1e11;  // more than 3,000 years, and small enough not to overflow

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool fail(Reporter& reporter, const char* message, const char* type) {
  reporter.report(message, type);
  return false;
}

// Reports values of a type that cannot represent a time, for which pydantic has its own message.
bool is_of_other_kind(const Node& node, const char* wanted, Reporter& reporter) {
  if (node.kind != Node::Kind::array && node.kind != Node::Kind::object) return false;
  reporter.report(std::string{"invalid type; expected "} + wanted + ", string, bytes, int or float",
                  "type_error");
  return true;
}

// Returns the first six digits of a fraction as microseconds.
microseconds fraction(const std::string& digits) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < 6; ++i) value = value * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return microseconds{value};
}

microseconds seconds(double count) { return microseconds{std::llround(count * 1e6)}; }

// Converts the text of a group, which the expression limits to few enough digits. Returns 0 if the
// group is empty.
template <class Number = std::int64_t>
Number number(const std::string& caught) {
  Number value{};
  std::from_chars(caught.data(), caught.data() + caught.size(), value);
  return value;
}

// Parses "1 02:03:04.5". As in pydantic, each part has its own sign, and the fraction has the sign
// of the seconds.
std::optional<microseconds> parse_clock_duration(std::string_view text) {
  static const RE2 form{R"((?:(-?\d{1,7}) (?:days?, )?)?(?:(-?\d{1,8}):(\d{1,9}):(\d{1,10})|)"
                        R"((?:(-?\d{1,9}):)?(-?\d{1,10}))(?:\.(\d{1,6})\d{0,6})?)"};
  std::string days, hours, minutes, whole, minutes_alone, whole_alone, digits;
  if (!RE2::FullMatch(piece(text), form, &days, &hours, &minutes, &whole, &minutes_alone, &whole_alone,
                      &digits)) {
    return std::nullopt;
  }
  if (hours.empty()) {
    minutes = std::move(minutes_alone);
    whole = std::move(whole_alone);
  }
  const auto rest = fraction(digits);
  return std::chrono::hours{24 * number(days) + number(hours)} + std::chrono::minutes{number(minutes)} +
         std::chrono::seconds{number(whole)} + (whole.starts_with('-') ? -rest : rest);
}

std::optional<microseconds> parse_iso_duration(std::string_view text) {
  static const RE2 form{R"(([-+]?)P(?:(\d{1,7}(?:\.\d{1,9})?)D)?(?:T(?:(\d{1,8}(?:\.\d{1,9})?)H)?)"
                        R"((?:(\d{1,9}(?:\.\d{1,9})?)M)?(?:(\d{1,10}(?:\.\d{1,9})?)S)?)?)"};
  std::string sign, days, hours, minutes, rest;
  if (!RE2::FullMatch(piece(text), form, &sign, &days, &hours, &minutes, &rest)) return std::nullopt;
  const auto total = seconds(number<double>(days) * 86400 + number<double>(hours) * 3600 +
                             number<double>(minutes) * 60 + number<double>(rest));
  return sign == "-" ? -total : total;
}

}  // namespace

bool decode_date(const Node& node, Reporter& reporter, std::chrono::year_month_day& out) {
  if (node.kind == Node::Kind::null) return report_null(reporter);
  if (is_of_other_kind(node, "date", reporter)) return false;
  static const RE2 form{R"((\d{4})-(\d{1,2})-(\d{1,2}))"};
  int year = 0;
  unsigned month = 0, day = 0;
  if (!node.is_text() || !RE2::FullMatch(piece(node.text), form, &year, &month, &day)) {
    return fail(reporter, "invalid date format", "value_error.date");
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok() || year == 0) return fail(reporter, "invalid date format", "value_error.date");
  out = date;
  return true;
}

bool decode_time_of_day(const Node& node, Reporter& reporter, microseconds& since_midnight) {
  if (node.kind == Node::Kind::null) return report_null(reporter);
  if (is_of_other_kind(node, "time", reporter)) return false;
  static const RE2 form{R"((\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d{0,6})?)?)"};
  int hours = 0, minutes = 0;
  std::string whole, digits;
  if (!node.is_text() || !RE2::FullMatch(piece(node.text), form, &hours, &minutes, &whole, &digits) ||
      hours > 23 || minutes > 59 || number(whole) > 59) {
    return fail(reporter, "invalid time format", "value_error.time");
  }
  since_midnight = std::chrono::hours{hours} + std::chrono::minutes{minutes} +
                   std::chrono::seconds{number(whole)} + fraction(digits);
  return true;
}

bool decode_duration(const Node& node, Reporter& reporter, microseconds& out) {
  if (node.kind == Node::Kind::null) return report_null(reporter);
  if (is_of_other_kind(node, "timedelta", reporter)) return false;
  const bool is_whole = node.kind == Node::Kind::integer;
  if (is_whole || node.kind == Node::Kind::number) {
    const double count = is_whole ? static_cast<double>(node.integer) : node.number;
    if (!(std::abs(count) <= most_seconds))
      return fail(reporter, "invalid duration format", "value_error.duration");
    out = seconds(count);
    return true;
  }
  std::optional<microseconds> found;
  if (node.is_text()) {
    found = parse_clock_duration(node.text);
    if (!found) found = parse_iso_duration(node.text);
  }
  if (!found) return fail(reporter, "invalid duration format", "value_error.duration");
  out = *found;
  return true;
}

void encode_date(std::string& json, std::chrono::year_month_day date) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  write_json_string(json, text.data());
}

void encode_time_of_day(std::string& json, microseconds since_midnight) {
  const TimeOfDay time{since_midnight};
  std::array<char, 64> text{};
  const auto part = [](auto duration) { return static_cast<int>(duration.count()); };
  if (const auto rest = part(time.subseconds()); rest != 0) {
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d.%06d", part(time.hours()), part(time.minutes()),
                  part(time.seconds()), rest);
  } else {
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", part(time.hours()), part(time.minutes()),
                  part(time.seconds()));
  }
  write_json_string(json, text.data());
}

void encode_duration(std::string& json, microseconds duration) {
  write_json_number(json, static_cast<double>(duration.count()) / 1e6);
}

}  // namespace gatehouse::schema::detail
