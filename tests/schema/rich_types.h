#pragma once
// SPDX-License-Identifier: Apache-2.0
// Structs that use what the schema layer offers beyond plain members.

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "gatehouse/schema/schema.h"

namespace gatehouse::schema::test {

struct Cat {
  Literal<"cat"> kind;
  int lives = 9;
};
BOOST_DESCRIBE_STRUCT(Cat, (), (kind, lives))
struct Dog {
  Literal<"dog", "hound"> kind;
  std::string bark;
};
BOOST_DESCRIBE_STRUCT(Dog, (), (kind, bark))
using Pet = std::variant<Cat, Dog>;

inline std::string check_even(const int& number) { return number % 2 == 0 ? "" : "must be even"; }

struct Rich {
  std::optional<Pet> pet;
  std::optional<std::variant<int, std::vector<std::string>>> either;
  std::optional<List<int, 1, 3>> few;
  std::optional<std::set<int>> once;
  std::optional<Limited<double, Limits{.gt = 0, .lt = 10.5}>> open;
  std::optional<Limited<int, Limits{.multiple_of = 5}>> fives;
  std::optional<Limited<double, Limits{.multiple_of = 0.5}>> halves;
  std::optional<Pattern<"^[a-z]+$", 0, 4>> word;
  std::optional<Checked<int, check_even>> even;
  std::optional<std::chrono::year_month_day> date;
  std::optional<TimeOfDay> time;
  std::optional<std::chrono::milliseconds> duration;
  std::optional<AnyJson> any;
};
BOOST_DESCRIBE_STRUCT(Rich, (),
                      (pet, either, few, once, open, fives, halves, word, even, date, time, duration, any))

struct Told {
  std::string name;
  double price = 1.5;
  std::vector<std::string> tags;
  std::optional<int> note;
};
BOOST_DESCRIBE_STRUCT(Told, (), (name, price, tags, note))

struct Longer : Told {
  int more = 0;
};
BOOST_DESCRIBE_STRUCT(Longer, (Told), (more))

struct Span {
  int from = 0;
  int to = 0;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from, to))
struct Spans {
  Span span;
};
BOOST_DESCRIBE_STRUCT(Spans, (), (span))

inline std::string check_span(const Span& span) { return span.from <= span.to ? "" : "from is behind to"; }

}  // namespace gatehouse::schema::test

namespace gatehouse::schema {
template <>
inline constexpr std::string_view discriminator<test::Pet> = "kind";
template <>
inline constexpr StructOptions struct_options<test::Rich>{.omits_empty = true};
template <>
inline constexpr Fields fields<test::Told>{{.name = "name",
                                            .description = "what it is called",
                                            .title = "A Name",
                                            .example = "\"lamp\"",
                                            .alias = "itemName"},
                                           {.name = "price", .is_optional = true, .is_deprecated = true},
                                           {.name = "tags", .is_optional = true}};
template <>
inline constexpr StructOptions struct_options<test::Told>{
    .title = "Thing", .description = "A thing", .example = R"({"itemName":"lamp"})", .refuses_unknown = true};
template <>
inline constexpr auto struct_check<test::Span> = &test::check_span;
}  // namespace gatehouse::schema
