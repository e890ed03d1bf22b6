// SPDX-License-Identifier: Apache-2.0
#include "server/time_words.h"

#include <cstdint>

#include "gatehouse/schema/schema.h"

namespace gatehouse::server {
namespace {

std::string count_of(std::int64_t count, std::string_view unit) {
  return std::to_string(count) + " " + std::string{unit} + (count == 1 ? "" : "s");
}

std::string length_of(std::chrono::seconds length) {
  using namespace std::chrono;
  if (length < minutes{2}) return count_of(length.count(), "second");
  if (length < hours{2}) return count_of(duration_cast<minutes>(length).count(), "minute");
  if (length < days{2}) return count_of(duration_cast<hours>(length).count(), "hour");
  return count_of(duration_cast<days>(length).count(), "day");
}

}  // namespace

std::string time_and_distance(TimePoint time, TimePoint now) {
  const auto text = schema::format_time(time).substr(0, 19) + "Z";
  const auto length = std::chrono::floor<std::chrono::seconds>(std::chrono::abs(now - time));
  return text + (time <= now ? " (" + length_of(length) + " ago)" : " (in " + length_of(length) + ")");
}

void append_label(std::string& out, std::string_view label) {
  constexpr std::size_t width = 12;
  out.append(label).append(":").append(width - label.size() - 1, ' ');
}

}  // namespace gatehouse::server
