// SPDX-License-Identifier: Apache-2.0
#include "api/session_cursor.h"

#include <charconv>
#include <string_view>
#include <system_error>

#include "gatehouse/web.h"

namespace gatehouse::api {
namespace {

std::optional<store::SessionCursor> parse_cursor(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto* const end = text.data() + dot;
  TimePoint::rep count = 0;
  const auto read = std::from_chars(text.data(), end, count);
  const auto id = Uuid::parse(text.substr(dot + 1));
  if (read.ec != std::errc{} || read.ptr != end || !id) return std::nullopt;
  return store::SessionCursor{TimePoint{TimePoint::duration{count}}, *id};
}

}  // namespace

std::string write_cursor(const store::SessionCursor& cursor) {
  return std::to_string(cursor.last_used_at.time_since_epoch().count()) + "." + cursor.id.to_string();
}

store::SessionCursor read_cursor(const std::optional<std::string>& text) {
  if (!text) return {};
  const auto cursor = parse_cursor(*text);
  if (!cursor) {
    throw web::InvalidInput{{"query", "cursor"}, "value is not a cursor of this list", "value_error.cursor"};
  }
  return *cursor;
}

}  // namespace gatehouse::api
