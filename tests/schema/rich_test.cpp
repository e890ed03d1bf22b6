// SPDX-License-Identifier: Apache-2.0
// Constraints, variants, times, aliases and settings: reading, writing and error messages. The messages are
// those of pydantic 1.10.4 for the same input.
#include <gtest/gtest.h>

#include "schema/rich_types.h"

namespace gatehouse::schema::test {
namespace {

/// Returns the value written again, or the problems.
template <class T>
std::string through(std::string_view json) {
  auto document = parse_json(json);
  if (!document) return "not JSON: " + document.error().message;
  T value{};
  Problems problems;
  Reporter reporter{problems};
  std::string out;
  if (decode(document->root, reporter, value)) {
    encode(out, value);
  } else {
    write_problems(out, problems);
  }
  return out;
}

std::string problem(std::string_view where, std::string_view message, std::string_view type,
                    std::string_view ctx = "") {
  std::string out = R"({"loc":[)" + std::string{where} + R"(],"msg":")" + std::string{message} +
                    R"(","type":")" + std::string{type} + '"';
  if (!ctx.empty()) out += R"(,"ctx":{)" + std::string{ctx} + '}';
  return out + '}';
}
std::string one_problem(std::string_view where, std::string_view message, std::string_view type,
                        std::string_view ctx = "") {
  return '[' + problem(where, message, type, ctx) + ']';
}

struct Case {
  std::string in;
  std::string out;
};

class RichTypes : public testing::TestWithParam<Case> {};
TEST_P(RichTypes, AreReadAndWritten) {
  EXPECT_EQ(through<Rich>(GetParam().in), GetParam().out) << GetParam().in;
}

std::string same(std::string json) { return json; }

INSTANTIATE_TEST_SUITE_P(
    Good, RichTypes,
    testing::Values(Case{"{}", "{}"},
                    Case{R"({"pet":{"kind":"cat","lives":3}})", same(R"({"pet":{"kind":"cat","lives":3}})")},
                    Case{R"({"pet":{"kind":"hound","bark":"wow"}})",
                         same(R"({"pet":{"kind":"hound","bark":"wow"}})")},
                    Case{R"({"pet":null})", "{}"}, Case{R"({"either":3})", same(R"({"either":3})")},
                    Case{R"({"either":["a"]})", same(R"({"either":["a"]})")},
                    Case{R"({"few":[1,2,3]})", same(R"({"few":[1,2,3]})")},
                    Case{R"({"once":[2,1,2]})", R"({"once":[1,2]})"},
                    Case{R"({"open":10.25,"fives":-15,"halves":2.5})",
                         same(R"({"open":10.25,"fives":-15,"halves":2.5})")},
                    Case{R"({"word":"abc"})", same(R"({"word":"abc"})")},
                    Case{R"({"even":4})", same(R"({"even":4})")},
                    Case{R"({"date":"2024-02-29"})", same(R"({"date":"2024-02-29"})")},
                    Case{R"({"date":"2024-2-9"})", R"({"date":"2024-02-09"})"},
                    Case{R"({"time":"12:30"})", R"({"time":"12:30:00"})"},
                    Case{R"({"time":"23:59:59.5"})", R"({"time":"23:59:59.500000"})"},
                    Case{R"({"duration":1.5})", same(R"({"duration":1.5})")},
                    Case{R"({"duration":"P1DT2H"})", R"({"duration":93600})"},
                    Case{R"({"duration":"1 02:03:04"})", R"({"duration":93784})"},
                    Case{R"({"duration":"-3"})", R"({"duration":-3})"},
                    Case{R"({"duration":"02:03"})", R"({"duration":123})"},
                    Case{R"({"duration":"-1 day, 02:03:04"})", R"({"duration":-79016})"},
                    Case{R"({"duration":"-1:30"})", R"({"duration":-30})"},
                    Case{R"({"duration":"-0.5"})", R"({"duration":-0.5})"},
                    Case{R"({"duration":"PT1M"})", R"({"duration":60})"},
                    Case{R"({"any":{"a":[1,2.5,"x",null,true,{}]}})",
                         same(R"({"any":{"a":[1,2.5,"x",null,true,{}]}})")}));

const auto no_date = one_problem(R"("date")", "invalid date format", "value_error.date");
const auto no_time = one_problem(R"("time")", "invalid time format", "value_error.time");
const auto no_duration = one_problem(R"("duration")", "invalid duration format", "value_error.duration");

INSTANTIATE_TEST_SUITE_P(
    Bad, RichTypes,
    testing::Values(
        Case{R"({"pet":{"lives":1}})", one_problem(R"("pet")", "Discriminator 'kind' is missing in value",
                                                   "value_error.discriminated_union.missing_discriminator",
                                                   R"("discriminator_key":"kind")")},
        Case{R"({"pet":5})", one_problem(R"("pet")", "Discriminator 'kind' is missing in value",
                                         "value_error.discriminated_union.missing_discriminator",
                                         R"("discriminator_key":"kind")")},
        Case{R"({"pet":{"kind":"cow"}})",
             one_problem(R"("pet")",
                         "No match for discriminator 'kind' (allowed values: 'cat', 'dog', 'hound')",
                         "value_error.discriminated_union.invalid_discriminator",
                         R"("discriminator_key":"kind","allowed_values":"'cat', 'dog', 'hound'")")},
        Case{R"({"pet":{"kind":"cat"}})",
             one_problem(R"("pet","Cat","lives")", "field required", "value_error.missing")},
        Case{R"({"either":"x"})",
             '[' + problem(R"("either")", "value is not a valid integer", "type_error.integer") + ',' +
                 problem(R"("either")", "value is not a valid list", "type_error.list") + ']'},
        Case{R"({"few":[]})", one_problem(R"("few")", "ensure this value has at least 1 items",
                                          "value_error.list.min_items", R"("limit_value":1)")},
        Case{R"({"few":[1,2,3,4]})", one_problem(R"("few")", "ensure this value has at most 3 items",
                                                 "value_error.list.max_items", R"("limit_value":3)")},
        Case{R"({"few":["x"]})",
             one_problem(R"("few",0)", "value is not a valid integer", "type_error.integer")},
        Case{R"({"few":5})", one_problem(R"("few")", "value is not a valid list", "type_error.list")},
        Case{R"({"once":5})", one_problem(R"("once")", "value is not a valid set", "type_error.set")},
        Case{R"({"open":0})", one_problem(R"("open")", "ensure this value is greater than 0",
                                          "value_error.number.not_gt", R"("limit_value":0)")},
        Case{R"({"open":10.5})", one_problem(R"("open")", "ensure this value is less than 10.5",
                                             "value_error.number.not_lt", R"("limit_value":10.5)")},
        Case{R"({"fives":7})", one_problem(R"("fives")", "ensure this value is a multiple of 5",
                                           "value_error.number.not_multiple", R"("multiple_of":5)")},
        Case{R"({"halves":0.7})", one_problem(R"("halves")", "ensure this value is a multiple of 0.5",
                                              "value_error.number.not_multiple", R"("multiple_of":0.5)")},
        Case{R"({"word":"ABC"})", one_problem(R"("word")", R"(string does not match regex \"^[a-z]+$\")",
                                              "value_error.str.regex", R"("pattern":"^[a-z]+$")")},
        Case{R"({"word":"abcde"})", one_problem(R"("word")", "ensure this value has at most 4 characters",
                                                "value_error.any_str.max_length", R"("limit_value":4)")},
        Case{R"({"even":3})", one_problem(R"("even")", "must be even", "value_error")},
        Case{R"({"date":"2024-02-30"})", no_date}, Case{R"({"date":"x"})", no_date},
        Case{R"({"date":"2024-01-02T00:00:00"})", no_date}, Case{R"({"date":"0000-01-01"})", no_date},
        Case{R"({"time":"24:00"})", no_time}, Case{R"({"time":"12:60"})", no_time},
        Case{R"({"time":"12"})", no_time}, Case{R"({"duration":"x"})", no_duration},
        Case{R"({"duration":"P3W"})", no_duration}, Case{R"({"duration":1e300})", no_duration},
        Case{R"({"duration":true})", no_duration},
        Case{R"({"date":"99999999999999999999-01-01","duration":"99999999999999999999"})",
             '[' + no_date.substr(1, no_date.size() - 2) + ',' + no_duration.substr(1)}));

TEST(Fields, HaveNamesOfTheirOwnAndKeepTheirDefaults) {
  EXPECT_EQ(through<Told>(R"({"itemName":"lamp"})"),
            R"({"itemName":"lamp","price":1.5,"tags":[],"note":null})");
  EXPECT_EQ(through<Told>(R"({"itemName":"lamp","price":2,"tags":["a"],"note":1})"),
            R"({"itemName":"lamp","price":2,"tags":["a"],"note":1})");
  EXPECT_EQ(through<Told>(R"({"itemName":"lamp","price":null})"),
            one_problem(R"("price")", "none is not an allowed value", "type_error.none.not_allowed"));
}

TEST(Fields, OfABaseHoldForWhatIsDerived) {
  EXPECT_EQ(through<Longer>(R"({"itemName":"lamp","more":2,"stranger":1})"),
            R"({"itemName":"lamp","price":1.5,"tags":[],"note":null,"more":2})");
}

TEST(StructOptions, RefuseMembersThatTheStructLacks) {
  EXPECT_EQ(through<Told>(R"({"itemName":"lamp","zz":1})"),
            one_problem(R"("zz")", "extra fields not permitted", "value_error.extra"));
  EXPECT_EQ(through<Told>(R"({"name":"lamp"})"),
            '[' + problem(R"("itemName")", "field required", "value_error.missing") + ',' +
                problem(R"("name")", "extra fields not permitted", "value_error.extra") + ']');
}

TEST(StructCheck, SeesTheWholeOnceItsMembersAreRight) {
  EXPECT_EQ(through<Spans>(R"({"span":{"from":1,"to":2}})"), R"({"span":{"from":1,"to":2}})");
  EXPECT_EQ(through<Spans>(R"({"span":{"from":3,"to":2}})"),
            one_problem(R"("span","__root__")", "from is behind to", "value_error"));
  EXPECT_EQ(through<Spans>(R"({"span":{"from":"x","to":2}})"),
            one_problem(R"("span","from")", "value is not a valid integer", "type_error.integer"));
}

TEST(Pattern, ThatIsNoExpressionIsAnErrorOfItsAuthor) {
  EXPECT_THROW((Type<Pattern<"(">>::info()), std::logic_error);
}

TEST(Discriminator, ThatAnAlternativeLacksIsAnErrorOfItsAuthor) {
  EXPECT_THROW(detail::discriminator_values(Type<Span>::info(), "kind"), std::logic_error);
}

}  // namespace
}  // namespace gatehouse::schema::test
