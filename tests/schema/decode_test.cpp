// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sample.h"

namespace gatehouse::schema {
namespace {

template <class T>
std::string problems_of(const std::string& json) {
  const auto document = parse_json(json);
  if (!document) return "not JSON";
  Problems problems;
  Reporter reporter{problems};
  const auto step = reporter.enter("body");
  T value{};
  const bool ok = decode(document->root, reporter, value);
  EXPECT_EQ(ok, problems.empty()) << json;
  std::string out;
  write_problems(out, problems);
  return out;
}

TEST(Decode, TellsInFastApisWords) {
  using sample::Inner;
  const auto at_body = [](std::string rest) { return R"([{"loc":["body"],)" + rest + "}]"; };
  EXPECT_EQ(problems_of<std::string>("1"), at_body(R"("msg":"str type expected","type":"type_error.str")"));
  EXPECT_EQ(problems_of<std::string>("null"),
            at_body(R"("msg":"none is not an allowed value","type":"type_error.none.not_allowed")"));
  EXPECT_EQ(problems_of<int>("\"1\""),
            at_body(R"("msg":"value is not a valid integer","type":"type_error.integer")"));
  EXPECT_EQ(problems_of<int>("1.5"),
            at_body(R"("msg":"value is not a valid integer","type":"type_error.integer")"));
  EXPECT_EQ(
      problems_of<std::int8_t>("128"),
      at_body(R"("msg":"ensure this value is less than or equal to 127","type":"value_error.number.not_le",)"
              R"("ctx":{"limit_value":127})"));
  EXPECT_EQ(problems_of<bool>("1"),
            at_body(R"("msg":"value could not be parsed to a boolean","type":"type_error.bool")"));
  EXPECT_EQ(problems_of<Inner>("[]"),
            at_body(R"("msg":"value is not a valid dict","type":"type_error.dict")"));
  EXPECT_EQ(problems_of<std::vector<int>>("{}"),
            at_body(R"("msg":"value is not a valid list","type":"type_error.list")"));
  EXPECT_EQ(problems_of<Uuid>("\"x\""),
            at_body(R"("msg":"value is not a valid uuid","type":"type_error.uuid")"));
  EXPECT_EQ(problems_of<Email>("\"x\""),
            at_body(R"("msg":"value is not a valid email address","type":"value_error.email")"));
  EXPECT_EQ(problems_of<sample::Colour>("\"blue\""),
            at_body(R"("msg":"value is not a valid enumeration member; permitted: 'red', 'green'",)"
                    R"("type":"type_error.enum","ctx":{"enum_values":["red","green"]})"));
  EXPECT_EQ(
      (problems_of<Text<2, 4>>("\"ñ\"")),
      at_body(
          R"("msg":"ensure this value has at least 2 characters","type":"value_error.any_str.min_length",)"
          R"("ctx":{"limit_value":2})"));
  EXPECT_EQ(
      (problems_of<Text<2, 4>>("\"ñññññ\"")),
      at_body(R"("msg":"ensure this value has at most 4 characters","type":"value_error.any_str.max_length",)"
              R"("ctx":{"limit_value":4})"));
  EXPECT_EQ((problems_of<OneOf<"password">>("\"xpasswordx\"")),
            at_body(R"("msg":"string does not match regex \"password\"","type":"value_error.str.regex",)"
                    R"("ctx":{"pattern":"password"})"));
}

TEST(Decode, TellsEveryProblemAtOnceInTheOrderOfTheMembers) {
  EXPECT_EQ(
      problems_of<std::vector<sample::Inner>>(R"([{"number":"a"},{},{"number":1}])"),
      R"([{"loc":["body",0,"number"],"msg":"value is not a valid integer","type":"type_error.integer"},)"
      R"({"loc":["body",1,"number"],"msg":"field required","type":"value_error.missing"}])");
  const auto document = parse_json("{}");
  Problems problems;
  Reporter reporter{problems};
  sample::Everything value;
  EXPECT_FALSE(decode(document->root, reporter, value));
  EXPECT_EQ(problems.size(), 14U);  // all members except maybe, seven and language
  EXPECT_EQ(value.seven, 7);
  EXPECT_EQ(value.language, "en");
}

TEST(Decode, IgnoresUnknownMembers) { EXPECT_EQ(problems_of<sample::Inner>(R"({"number":1,"x":{}})"), "[]"); }

TEST(Decode, ReadsTextWhereTextIsAllThereIs) {
  const auto decode_text = []<class T>(std::string_view text, T value) {
    Node node;
    node.kind = Node::Kind::text;
    node.text = text;
    Problems problems;
    Reporter reporter{problems};
    return decode(node, reporter, value) ? std::optional{value} : std::nullopt;
  };
  EXPECT_EQ(decode_text("12", 0), 12);
  EXPECT_EQ(decode_text("12x", 0), std::nullopt);
  EXPECT_EQ(decode_text("", 0), std::nullopt);
  EXPECT_EQ(decode_text("1.5", 0.0), 1.5);
  EXPECT_EQ(decode_text("inf", 0.0), std::nullopt);
  EXPECT_EQ(decode_text("true", false), true);
  EXPECT_EQ(decode_text("off", true), false);
  EXPECT_EQ(decode_text("maybe", true), std::nullopt);
}

}  // namespace
}  // namespace gatehouse::schema
