#pragma once
// SPDX-License-Identifier: Apache-2.0
// Reads and writes dates, times of day and durations of std::chrono.

#include <chrono>
#include <string>

#include "gatehouse/schema/type.h"

namespace gatehouse::schema {

/// A time of day with microsecond resolution.
using TimeOfDay = std::chrono::hh_mm_ss<std::chrono::microseconds>;

namespace detail {
bool decode_date(const Node& node, Reporter& reporter, std::chrono::year_month_day& out);
bool decode_time_of_day(const Node& node, Reporter& reporter, std::chrono::microseconds& since_midnight);
bool decode_duration(const Node& node, Reporter& reporter, std::chrono::microseconds& out);
void encode_date(std::string& json, std::chrono::year_month_day date);
void encode_time_of_day(std::string& json, std::chrono::microseconds since_midnight);
void encode_duration(std::string& json, std::chrono::microseconds duration);
}  // namespace detail

/// An RFC 3339 full-date, such as "2026-11-28".
template <>
struct Type<std::chrono::year_month_day> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "date"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, std::chrono::year_month_day& out) {
    return detail::decode_date(node, reporter, out);
  }
  static void encode(std::string& json, std::chrono::year_month_day date) { detail::encode_date(json, date); }
};

/// A time of day: "12:30", "12:30:15" or "12:30:15.25". An offset is refused, because it has no meaning
/// without a date.
template <>
struct Type<TimeOfDay> {
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::string, .format = "time"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, TimeOfDay& out) {
    std::chrono::microseconds time{};
    if (!detail::decode_time_of_day(node, reporter, time)) return false;
    out = TimeOfDay{time};
    return true;
  }
  static void encode(std::string& json, const TimeOfDay& time) {
    detail::encode_time_of_day(json, time.to_duration());
  }
};

/// A duration, written as a number of seconds. Also read from "1 02:03:04" and from ISO 8601, as in
/// "P1DT2H3M4S". Digits finer than the unit of the duration are cut off.
template <class Rep, class Period>
struct Type<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;
  static const TypeInfo& info() {
    static const TypeInfo info{.kind = TypeInfo::Kind::number, .format = "time-delta"};
    return info;
  }
  static bool decode(const Node& node, Reporter& reporter, Duration& out) {
    std::chrono::microseconds duration{};
    if (!detail::decode_duration(node, reporter, duration)) return false;
    out = std::chrono::duration_cast<Duration>(duration);
    return true;
  }
  static void encode(std::string& json, Duration value) {
    detail::encode_duration(json, std::chrono::duration_cast<std::chrono::microseconds>(value));
  }
};

}  // namespace gatehouse::schema
