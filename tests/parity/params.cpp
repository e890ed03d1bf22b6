// SPDX-License-Identifier: Apache-2.0
// Parameters of every type and place.

#include "parity.h"

namespace parity {
namespace {

enum class Colour { red, green, blue };
BOOST_DESCRIBE_ENUM(Colour, red, green, blue)

struct FloatValue {
  double value = 0;
};
BOOST_DESCRIBE_STRUCT(FloatValue, (), (value))
struct UuidValue {
  web::Uuid value;
};
BOOST_DESCRIBE_STRUCT(UuidValue, (), (value))
struct ColourValue {
  Colour value{};
};
BOOST_DESCRIBE_STRUCT(ColourValue, (), (value))
struct DateValue {
  std::chrono::year_month_day value{};
};
BOOST_DESCRIBE_STRUCT(DateValue, (), (value))
struct ClockValue {
  web::TimeOfDay value;
};
BOOST_DESCRIBE_STRUCT(ClockValue, (), (value))
struct SpanValue {
  std::chrono::microseconds value{};
};
BOOST_DESCRIBE_STRUCT(SpanValue, (), (value))

IntValue read_int(Path<"value", int> value) { return {*value}; }
FloatValue read_float(Path<"value", double> value) { return {*value}; }
BoolValue read_bool(Path<"value", bool> value) { return {*value}; }
TextValue read_text(Path<"value", std::string> value) { return {*value}; }
UuidValue read_uuid(Path<"value", web::Uuid> value) { return {*value}; }
ColourValue read_colour(Path<"value", Colour> value) { return {*value}; }
DateValue read_date(Path<"value", std::chrono::year_month_day> value) { return {*value}; }
ClockValue read_clock(Path<"value", web::TimeOfDay> value) { return {*value}; }
SpanValue read_span(Path<"value", std::chrono::microseconds> value) { return {*value}; }
std::vector<int> read_pair(Path<"left", int> left, Path<"right", web::Number<0, 9>> right) {
  return {*left, static_cast<int>(right->value)};
}

TextValue read_rest(Path<"value", std::string> value) { return {*value}; }

struct QueryValues {
  std::string q;
  int n = 0;
  bool flag = false;
  std::optional<double> ratio;
  std::optional<Colour> colour;
};
BOOST_DESCRIBE_STRUCT(QueryValues, (), (q, n, flag, ratio, colour))
QueryValues read_query(Query<"q", std::string> q, Query<"n", web::Default<10>> n,
                       Query<"flag", web::Default<false>> flag, Query<"ratio", std::optional<double>> ratio,
                       Query<"colour", std::optional<Colour>> colour) {
  return {*q, *n, *flag, *ratio, *colour};
}

struct LimitValues {
  std::int64_t page = 0;
  std::string name;
  std::optional<std::string> code;
  std::optional<double> share;
};
BOOST_DESCRIBE_STRUCT(LimitValues, (), (page, name, code, share))
using Share = web::Limited<double, web::Limits{.gt = 0, .lt = 1}>;
LimitValues read_limits(Query<"name", web::Text<2, 5>> name,
                        Query<"page", web::Default<web::Number<1, 100>{1}>> page,
                        Query<"code", std::optional<web::Pattern<"^[a-z]{3}$">>> code,
                        Query<"share", std::optional<Share>> share) {
  return {page->value.value, *name, *code, *share ? std::optional<double>{(*share)->value} : std::nullopt};
}

struct ListValues {
  std::vector<int> ids;
  std::optional<std::vector<std::string>> tags;
};
BOOST_DESCRIBE_STRUCT(ListValues, (), (ids, tags))
ListValues read_list(Query<"ids", std::vector<int>> ids,
                     Query<"tags", std::optional<std::vector<std::string>>> tags) {
  return {*ids, *tags};
}

struct HeaderValues {
  std::string token;
  std::optional<int> count;
};
BOOST_DESCRIBE_STRUCT(HeaderValues, (), (token, count))
HeaderValues read_header(Header<"x-token", std::string> token, Header<"x-count", std::optional<int>> count) {
  return {*token, *count};
}

struct CookieValues {
  std::optional<std::string> session;
  int visits = 0;
};
BOOST_DESCRIBE_STRUCT(CookieValues, (), (session, visits))
CookieValues read_cookie(Cookie<"session", std::optional<std::string>> session,
                         Cookie<"visits", web::Default<3>> visits) {
  return {*session, *visits};
}

TextValue read_alias(Query<"item-query", std::string> query) { return {*query}; }

}  // namespace

void add_params(web::App& app) {
  web::Router<> router{{.prefix = "/params", .tags = {"params"}}};
  router.get<read_int>("/int/{value}").get<read_float>("/float/{value}").get<read_bool>("/bool/{value}");
  router.get<read_text>("/text/{value}").get<read_uuid>("/uuid/{value}").get<read_colour>("/colour/{value}");
  router.get<read_date>("/date/{value}").get<read_clock>("/clock/{value}").get<read_span>("/span/{value}");
  router.get<read_pair>("/pair/{left}/and/{right}").get<read_query>("/query").get<read_limits>("/limits");
  router.get<read_rest>("/rest/{value:path}")
      .get<read_list>("/list")
      .get<read_header>("/header")
      .get<read_cookie>("/cookie");
  router.get<read_alias>("/alias", {.parameters = {{.name = "item-query",
                                                    .description = "What to look for",
                                                    .title = "Item",
                                                    .is_deprecated = true}}});
  app.include(router);
}

}  // namespace parity
