// SPDX-License-Identifier: Apache-2.0
#include "api/account/list_sessions.h"

#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

namespace {

/// Returns `MICROSECONDS.UUID`: when the page's last session was last used, and its id.
std::string write_cursor(const store::SessionCursor& cursor) {
  return std::to_string(cursor.last_used_at.time_since_epoch().count()) + "." + cursor.id.to_string();
}

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

store::SessionCursor read_cursor(const std::optional<std::string>& text) {
  if (!text) return {};
  const auto cursor = parse_cursor(*text);
  if (!cursor) {
    throw web::InvalidInput{{"query", "cursor"}, "value is not a cursor of this list", "value_error.cursor"};
  }
  return *cursor;
}

}  // namespace

awaitable<std::vector<SessionOut>> list_sessions(
    web::Query<"limit", std::optional<web::Number<1, 1000>>> limit,
    web::Query<"cursor", std::optional<std::string>> cursor, web::Depends<get_caller> caller,
    web::State<auth::Sessions> sessions, web::Response& response) {
  const std::int64_t most = limit->value_or(web::Number<1, 1000>{default_page});
  auto listing =
      sessions->list(caller->user->id, caller->session, read_cursor(*cursor), static_cast<std::size_t>(most));
  auto page = co_await std::move(listing);
  if (!page) refuse_coded(page.error());
  std::vector<SessionOut> out;
  for (auto& session : page->sessions) {
    out.push_back({session.id, session.created_at, session.last_used_at, session.expires_at,
                   std::move(session.address), std::move(session.agent), session.id == caller->session});
  }
  if (page->next) {
    // Only the query, because a proxy may publish the path below a prefix.
    response.set("Link", "<?limit=" + std::to_string(most) + "&cursor=" + write_cursor(*page->next) +
                             ">; rel=\"next\"");
  }
  co_return out;
}

}  // namespace gatehouse::api::account
