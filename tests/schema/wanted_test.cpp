// SPDX-License-Identifier: Apache-2.0
// The parts of a document that a decoder does not need are checked but not built. Decoding gives the same
// result as decoding the whole document.
#include <gtest/gtest.h>

#include "sample.h"
#include "schema/rich_types.h"

namespace gatehouse::schema {
namespace {

using sample::Inner;

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const auto& item : node.items) count += count_nodes(item);
  for (const auto& member : node.members) count += count_nodes(member.value);
  return count;
}

template <class T>
std::string decoded(const Document& document) {
  T value{};
  Problems problems;
  Reporter reporter{problems};
  std::string out;
  if (decode(document.root, reporter, value)) {
    encode(out, value);
  } else {
    write_problems(out, problems);
  }
  return out;
}

template <class T>
std::size_t nodes_for(const std::string& json) {
  const auto whole = parse_json(json);
  const auto wanted = parse_json(json, {.type = &type_info<T>()});
  EXPECT_TRUE(whole && wanted) << json;
  if (!whole || !wanted) return 0;
  EXPECT_EQ(decoded<T>(*wanted), decoded<T>(*whole)) << json;
  return count_nodes(wanted->root);
}

using Plain = std::variant<Inner, std::vector<Inner>>;
using Either = std::variant<test::Told, Inner>;

TEST(Wanted, LeavesOutWhatIsIgnored) {
  EXPECT_EQ(nodes_for<Inner>(R"({"number":1})"), 2U);
  EXPECT_EQ(nodes_for<Inner>(R"({"x":[1,1,1],"number":1,"y":{"number":2,"z":"\n"},"\u007a":"a\tb"})"), 2U);
  EXPECT_EQ(nodes_for<Inner>(R"({"x":[[[{"a":{}}]]]})"), 1U);
  EXPECT_EQ(nodes_for<std::vector<Inner>>(R"([{"number":1,"x":[1]},{"x":{"number":3}}])"), 4U);
  EXPECT_EQ((nodes_for<std::map<std::string, Inner>>(R"({"a":{"x":[1]},"b":{"number":1}})")), 4U);
  EXPECT_EQ(nodes_for<std::optional<Inner>>(R"({"number":1,"x":[1]})"), 2U);
  EXPECT_EQ(nodes_for<Default<7>>("7"), 1U);
}

TEST(Wanted, KeepsTheNamesOfWhatIsRefused) {
  EXPECT_EQ(nodes_for<test::Told>(R"({"itemName":"a","x":[1,2,3],"y":{"z":1}})"), 4U);
}

TEST(Wanted, KeepsWhatAnyAlternativeReads) {
  EXPECT_EQ(nodes_for<test::Pet>(R"({"bark":"wow","x":[1,2],"kind":"dog"})"), 3U);
  EXPECT_EQ(nodes_for<test::Pet>(R"({"kind":"cat","lives":3})"), 3U);
  EXPECT_EQ(nodes_for<Plain>(R"([{"number":1,"x":[1]}])"),
            3U + 2U);  // the alternative is known only at the end, so everything is kept
  EXPECT_EQ(nodes_for<Either>(R"({"number":1,"x":[1,2]})"), 3U);
  EXPECT_EQ(nodes_for<Either>(R"({"itemName":"a","note":5})"), 3U);
}

TEST(Wanted, KeepsAllOfAnyJson) {
  EXPECT_EQ(nodes_for<AnyJson>(R"({"a":[1,{"b":2}]})"), 5U);
  EXPECT_EQ(nodes_for<test::Rich>(R"({"any":{"x":[1]},"other":[1]})"), 4U);
}

TEST(Wanted, StillRefusesWhatIsNoJsonInside) {
  const auto is_read = [](const std::string& inside) {
    return parse_json(R"({"number":1,"x":)" + inside + "}", {.type = &type_info<Inner>()}).has_value();
  };
  EXPECT_TRUE(is_read(R"({"a":1,"b":{"a":1},"\u0063":[{"a":1},{"a":1}]})"));
  for (const auto* text : {R"({"a":1,"a":1})", R"({"a":1,"\u0061":1})", R"([[{"b":{"a":1,"c":2,"a":3}}]])",
                           "[1,]", "\"\xff\"", R"("\ud800")", "NaN", R"({"a" 1})", "01"}) {
    EXPECT_FALSE(is_read(text)) << text;
  }
  EXPECT_FALSE(parse_json(R"({"x":1,"number":1,"x":2})", {.type = &type_info<Inner>()}));
  EXPECT_FALSE(parse_json(R"({"x":1,"number":1,"\u006eumber":2})", {.type = &type_info<Inner>()}));
  EXPECT_TRUE(is_read(std::string(max_json_depth - 1, '[') + std::string(max_json_depth - 1, ']')));
  EXPECT_FALSE(is_read(std::string(max_json_depth, '[') + std::string(max_json_depth, ']')));
}

TEST(Wanted, FindsADuplicateAmongMany) {
  std::string text = R"({"number":1,"x":{)";
  for (int i = 0; i < 100'000; ++i) text += "\"\\u006b" + std::to_string(i) + "\":0,";
  EXPECT_TRUE(parse_json(text + "\"k\":0}}", {.type = &type_info<Inner>()}));
  EXPECT_FALSE(parse_json(text + "\"k5\":0}}", {.type = &type_info<Inner>()}));
}

TEST(Wanted, DoesNotCountWhatIsLeftOut) {
  std::string list = "[1";
  for (int i = 0; i < 499'000; ++i) list += ",1";
  const auto text = R"({"x":)" + list + R"(],"number":1})";
  const auto parsed = parse_json(text, {.type = &type_info<Inner>()});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(count_nodes(parsed->root), 2U);
  EXPECT_FALSE(parse_json(R"({"number":)" + list + "]}", {.type = &type_info<Inner>()}));
}

TEST(Problems, AreAFew) {
  std::string list = "[null";
  for (int i = 0; i < 10'000; ++i) list += ",null";
  const auto text = R"({")" + std::string(100'000, 'a') + R"(":)" + list + "]}";
  const auto document = parse_json(text);
  ASSERT_TRUE(document);
  Problems problems;
  Reporter reporter{problems};
  std::map<std::string, std::vector<int>> value;
  EXPECT_FALSE(decode(document->root, reporter, value));
  EXPECT_EQ(problems.size(), max_problems);
  EXPECT_EQ(reporter.count(), 10'001U);
  std::string out;
  write_problems(out, problems);
  EXPECT_LT(out.size(), 64U * 1024);
}

TEST(Problems, OfManyTriesAreAFewToo) {
  std::string list = "[null";
  for (int i = 0; i < 1'000; ++i) list += ",\"x\"";
  list += ']';
  const auto document = parse_json(list);
  ASSERT_TRUE(document);
  Problems problems;
  Reporter reporter{problems};
  std::vector<std::variant<int, Inner>> value;
  EXPECT_FALSE(decode(document->root, reporter, value));
  EXPECT_EQ(problems.size(), max_problems);
  EXPECT_EQ(reporter.count(), 1U + 2'000U);
}

TEST(Problems, CutLongNamesBetweenCharacters) {
  std::string name = "a";
  while (name.size() < max_location_name + 10) name += "é";
  Problems problems;
  Reporter reporter{problems};
  const auto step = reporter.enter(name);
  reporter.report("x", "y");
  const auto& shown = std::get<std::string>(problems.front().location.front());
  EXPECT_EQ(shown, name.substr(0, max_location_name - 1) + "…");
}

}  // namespace
}  // namespace gatehouse::schema
