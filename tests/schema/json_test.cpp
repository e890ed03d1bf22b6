// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "gatehouse/schema/node.h"

namespace gatehouse::schema {
namespace {

// Files of JSONTestSuite with another result here, and why.
const std::map<std::string, std::string> exceptions{
    {"y_object_duplicated_key.json", "two members of one name are ambiguous"},
    {"y_object_duplicated_key_and_value.json", "two members of one name are ambiguous"},
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(ParseJson, AgreesWithJsonTestSuite) {
  std::size_t files = 0;
  std::size_t excepted = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator{GATEHOUSE_TEST_DATA "/jsontestsuite/test_parsing"}) {
    const auto name = entry.path().filename().string();
    const auto text = read_file(entry.path());
    const bool accepted = parse_json(text).has_value();
    ++files;
    if (exceptions.contains(name)) {
      ++excepted;
      EXPECT_FALSE(accepted) << name;
    } else if (name.starts_with("y_")) {
      EXPECT_TRUE(accepted) << name;
    } else if (name.starts_with("n_")) {
      EXPECT_FALSE(accepted) << name;
    }
  }
  EXPECT_EQ(files, 318U);
  EXPECT_EQ(excepted, exceptions.size());
}

TEST(ParseJson, RefusesWhatItsParserLetsPass) {
  for (const std::string text : {R"({"a":1,"a":2})", R"({"a":1,"\u0061":2})", R"("\ud800")", "\xef\xbb\xbf{}",
                                 "{} x", "", " ", "NaN", "\"\xff\"", "[1,]", "// c\n1"}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
}

TEST(ParseJson, LimitsDepth) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(max_json_depth)));
  EXPECT_FALSE(parse_json(nested(max_json_depth + 1)));
  EXPECT_FALSE(parse_json(std::string(10'000, '[')));
}

TEST(ParseJson, SaysWhere) {
  const auto parsed = parse_json(R"({"a": 1, )");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().offset, 9U);
  EXPECT_EQ(parsed.error().message, "the text ends too early");
}

TEST(ParseJson, KeepsNumbersApart) {
  const std::string text = R"([1, -9223372036854775808, 9223372036854775808, 1.0, 1e2])";
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed);
  const auto& items = parsed->root.items;
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0].kind, Node::Kind::integer);
  EXPECT_EQ(items[1].integer, INT64_MIN);
  EXPECT_EQ(items[2].kind, Node::Kind::number);
  EXPECT_EQ(items[3].kind, Node::Kind::number);
  EXPECT_EQ(items[4].number, 100.0);
}

TEST(ParseJson, RoundsNumbersToTheNearest) {
  const std::string text =
      "[1.1111111111111111e+113, 1.7976931348623157e308, 2.2250738585072014e-308, 9.109383701528e-31, 0.1, "
      "7.2057594037927933e16, 5e-324, 1e400, -1e400, 1e-400, "
      "3.14159265358979323846]";
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed);
  std::size_t at = 1;
  for (const auto& item : parsed->root.items) {
    EXPECT_EQ(item.number, std::strtod(text.c_str() + at, nullptr)) << text.substr(at, 30);
    at = text.find(',', at) + 1;
  }
}

TEST(ParseJson, ManyMembersTakeLittleTime) {
  // Comparing all pairs to find duplicates would take minutes.
  std::string text = "{";
  for (int i = 0; i < 80'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  text += "\"k0\":0}";
  const auto parsed = parse_json(text, {.max_nodes = 100'000});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().message, "an object has two members of one name");
}

TEST(ParseJson, LimitsWhatIsBuilt) {
  const auto list = [](std::size_t count) {
    std::string text = "[1";
    for (std::size_t i = 1; i < count; ++i) text += ",1";
    return text + "]";
  };
  EXPECT_TRUE(parse_json(list(max_json_nodes - 1)));  // the array itself is a node too
  const auto parsed = parse_json(list(max_json_nodes));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().message, "the document has too many values");
  EXPECT_TRUE(parse_json("[1,2,3]", {.max_nodes = 4}));
  EXPECT_FALSE(parse_json("[1,2,3]", {.max_nodes = 3}));
  EXPECT_FALSE(parse_json(R"({"a":{"b":{}}})", {.max_nodes = 2}));
}

}  // namespace
}  // namespace gatehouse::schema
