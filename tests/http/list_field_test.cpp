// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/http/list_field.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gatehouse::http {
namespace {

std::vector<std::string> elements_of(std::string_view list) {
  std::vector<std::string> elements;
  ListReader reader{list};
  while (const auto element = reader.next()) elements.emplace_back(element->text());
  return elements;
}

Request request_with(std::string_view name, std::vector<std::string_view> values) {
  Request request;
  for (const auto value : values) request.fields.push_back({name, value});
  return request;
}

TEST(ListField, SeparatesElements) {
  using Elements = std::vector<std::string>;
  EXPECT_EQ(elements_of(""), Elements{});
  EXPECT_EQ(elements_of(" , ,\t,"), Elements{});
  EXPECT_EQ(elements_of("a"), Elements{"a"});
  EXPECT_EQ(elements_of("a,b ,\tc d"), (Elements{"a", "b", "c d"}));
  EXPECT_EQ(elements_of(R"(a="x, y";q=1, b)"), (Elements{R"(a="x, y";q=1)", "b"}));
  EXPECT_EQ(elements_of(R"("a\", b", c)"), (Elements{R"("a\", b")", "c"}));
  EXPECT_EQ(elements_of(R"(a, "b, c)"), (Elements{"a", R"("b, c)"}));
  EXPECT_EQ(elements_of("\"a\\"), Elements{"\"a\\"});
}

TEST(ListField, ReadsParametersAndWeights) {
  const ListElement element{R"(text/html ; Level="1;q=0" ;Q=0.25)"};
  EXPECT_TRUE(element.is("TEXT/HTML"));
  EXPECT_EQ(element.find_parameter("level"), R"("1;q=0")");
  EXPECT_EQ(element.weight(), 250U);
  EXPECT_EQ(element.find_parameter("charset"), std::nullopt);
  const std::vector<std::pair<std::string, unsigned>> weights{
      {"a", 1000},      {"a;q=1", 1000},   {"a;q=1.000", 1000}, {"a;q=0", 0},
      {"a;q=0.001", 1}, {"a; q=0.8", 800}, {"a;q=1.001", 0},    {"a;q=2", 0},
      {"a;q=-1", 0},    {"a;q=.5", 0},     {"a;q=0.5555", 0},   {"a;q=", 0},
      {"a;q=\"1\"", 0}, {"a;q", 0},        {"a;q=0.", 0},       {"a;q=1.", 1000}};
  for (const auto& [text, weight] : weights) EXPECT_EQ(ListElement{text}.weight(), weight) << text;
}

TEST(ListField, FindsTokensNotPartsOfThem) {
  EXPECT_TRUE(has_token("Foo, CLOSE", "close"));
  EXPECT_FALSE(has_token("not-close, \"a, close\"", "close"));
}

TEST(ListField, AcceptsCodings) {
  const auto accepts = [](std::vector<std::string_view> values) {
    return accepts_coding(request_with("accept-encoding", std::move(values)), "gzip");
  };
  for (const auto* yes :
       {"gzip", "GZIP", "gzip;q=0.8", "br, gzip", "*", "*;q=0.1", "br;q=1, gzip;q=0.5", "gzip, identity;q=0",
        "gzip;q=0.5, identity;q=0.5", "gzip ; Q=0.001", "*;q=0, gzip"}) {
    EXPECT_TRUE(accepts({yes})) << yes;
  }
  for (const auto* no :
       {"", "gzip;q=0", "gzip;q=0.0", "gzip; q=0.000", "notgzip", "gzip-not", "br", "*;q=0", "*, gzip;q=0",
        "gzip;q=0, *", "gzip;q=x", "\"gzip\"", "br;x=\", gzip\"", "gzip;q=0.5, identity"}) {
    EXPECT_FALSE(accepts({no})) << no;
  }
  EXPECT_FALSE(accepts({}));
  EXPECT_TRUE(accepts({"br", "gzip"}));
  EXPECT_FALSE(accepts({"*", "gzip;q=0"}));
}

TEST(ListField, ComparesEntityTags) {
  const auto has = [](std::string_view value, std::string_view etag) {
    return has_entity_tag(request_with("If-None-Match", {value}), "if-none-match", etag);
  };
  EXPECT_TRUE(has("\"a\"", "\"a\""));
  EXPECT_TRUE(has("W/\"a\"", "\"a\""));
  EXPECT_TRUE(has("\"x,y\", \"a\"", "W/\"a\""));
  EXPECT_TRUE(has("*", "\"a\""));
  EXPECT_TRUE(has("\"x\\\", \"a\"", "\"a\""));  // a backslash escapes nothing in a tag
  EXPECT_FALSE(has("\"xa\"", "\"a\""));
  EXPECT_FALSE(has("\"x\"a\"", "\"a\""));
  EXPECT_FALSE(has("\"x, \"a\"\"", "\"a\""));
  EXPECT_FALSE(has("a", "\"a\""));
  EXPECT_FALSE(has("\"*\"", "\"a\""));
  EXPECT_FALSE(has("", "\"a\""));
  EXPECT_TRUE(has_entity_tag(request_with("If-None-Match", {"\"b\"", "\"a\""}), "If-None-Match", "\"a\""));
}

}  // namespace
}  // namespace gatehouse::http
