// SPDX-License-Identifier: Apache-2.0
// Constraints, variants, times, settings and descriptions in the document.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gatehouse/web.h"
#include "schema/rich_types.h"

namespace gatehouse::web {
namespace {

using schema::test::Rich, schema::test::Told;

Rich send(Json<Rich> rich) { return *rich; }
Told tell(Json<Told> told, Query<"q", std::optional<std::string>>, Query<"tag", std::vector<std::string>>,
          Header<"X-Trace", std::optional<std::string>>) {
  return *told;
}

boost::json::value document() {
  App app;
  app.post<send>("/rich");
  app.post<tell>("/told", {.parameters = {{.name = "q",
                                           .description = "what to look for",
                                           .title = "Search",
                                           .example = "\"blue\"",
                                           .is_deprecated = true},
                                          {.name = "X-Trace", .is_in_document = false}}});
  const auto started = app.start();
  EXPECT_TRUE(started) << (started ? "" : started.error());
  return boost::json::parse(app.openapi());
}

TEST(RichSchema, OfMembers) {
  const auto doc = document();
  const auto& properties = doc.at("components").at("schemas").at("Rich").at("properties");
  const std::pair<const char*, const char*> expected[] = {
      {"pet",
       R"({"title":"Pet","oneOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"},{"type":"null"}],)"
       R"("discriminator":{"propertyName":"kind","mapping":{"cat":"#/components/schemas/Cat","dog":"#/components/schemas/Dog",)"
       R"("hound":"#/components/schemas/Dog"}}})"},
      {"few",
       R"({"title":"Few","maxItems":3,"minItems":1,"type":["array","null"],"items":{"maximum":2147483647,"minimum":-2147483648,"type":"integer"}})"},
      {"once",
       R"({"title":"Once","uniqueItems":true,"type":["array","null"],"items":{"maximum":2147483647,"minimum":-2147483648,"type":"integer"}})"},
      {"open", R"({"title":"Open","exclusiveMinimum":0,"exclusiveMaximum":1.05E1,"type":["number","null"]})"},
      {"fives", R"({"title":"Fives","multipleOf":5,"type":["integer","null"]})"},
      {"word", R"({"title":"Word","maxLength":4,"pattern":"^[a-z]+$","type":["string","null"]})"},
      {"date", R"({"title":"Date","type":["string","null"],"format":"date"})"},
      {"time", R"({"title":"Time","type":["string","null"],"format":"time"})"},
      {"duration", R"({"title":"Duration","type":["number","null"],"format":"time-delta"})"},
      {"any", R"({"title":"Any"})"},
  };
  for (const auto& [name, schema] : expected)
    EXPECT_EQ(boost::json::serialize(properties.at(name)), schema) << name;
  EXPECT_EQ(boost::json::serialize(doc.at("components").at("schemas").at("Dog").at("properties").at("kind")),
            R"({"title":"Kind","type":"string","enum":["dog","hound"]})");
}

TEST(RichSchema, OfWhatIsSaid) {
  EXPECT_EQ(
      boost::json::serialize(document().at("components").at("schemas").at("Told")),
      R"({"title":"Thing","description":"A thing","required":["itemName"],"type":"object","properties":{)"
      R"("itemName":{"title":"A Name","type":"string","description":"what it is called","examples":["lamp"]},)"
      R"("price":{"title":"Price","type":"number","default":1.5E0,"deprecated":true},)"
      R"("tags":{"title":"Tags","type":"array","items":{"type":"string"},"default":[]},)"
      R"("note":{"title":"Note","maximum":2147483647,"minimum":-2147483648,"type":["integer","null"]}},)"
      R"("additionalProperties":false,"examples":[{"itemName":"lamp"}]})");
}

TEST(RichSchema, OfParameters) {
  const auto doc = document();
  EXPECT_EQ(
      boost::json::serialize(doc.at("paths").at("/told").at("post").at("parameters")),
      R"([{"name":"q","in":"query","required":false,"schema":{"type":"string","title":"Search"},)"
      R"("description":"what to look for","example":"blue","deprecated":true},)"
      R"({"name":"tag","in":"query","required":true,"schema":{"type":"array","items":{"type":"string"},"title":"Tag"}}])");
}

TEST(ParameterNotes, OfWhatIsNotReadStopTheStart) {
  App app;
  app.post<send>("/rich", {.parameters = {{.name = "nobody"}}});
  const auto started = app.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error(), "POST /rich: .parameters speaks of \"nobody\", which send does not read");
}

Told broken(Query<"q", Pattern<"(">>) { return {}; }

TEST(Patterns, ThatAreNoExpressionsStopTheStart) {
  App app;
  app.get<broken>("/broken");
  const auto started = app.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error(), "Pattern<\"(\">: missing ): (");
}

}  // namespace
}  // namespace gatehouse::web
