// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Maker {
  std::string name;
  std::string town;
};
BOOST_DESCRIBE_STRUCT(Maker, (), (name, town))
struct Item {
  Text<2, 8> name;
  std::optional<double> tax;
  int least = 0;
  int most = 10;
  std::vector<std::string> tags;
  Maker maker;
  Default<7> shelf;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, tax, least, most, tags, maker, shelf))
std::string check_item(const Item& item) { return item.least <= item.most ? "" : "least is above most"; }

struct Strict {
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(Strict, (), (number))

struct Seen {
  bool has_name = false;
  bool has_tax = false;
  bool is_empty = false;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (has_name, has_tax, is_empty))

Item change(Patch<Item> patch, State<Item> stored) {
  patch.apply_to(*stored);
  return *stored;
}
Item replace(Json<Item> item) { return *item; }
Seen see(Patch<Item> patch) { return {patch.has<&Item::name>(), patch.has<&Item::tax>(), patch.empty()}; }
Strict change_strict(Patch<Strict> patch) { return *patch; }

int count_tags(Patch<Item> patch) { return static_cast<int>(patch->tags.size()); }
int by_dependency(Depends<count_tags> tags) { return *tags; }

}  // namespace
}  // namespace gatehouse::web

template <>
inline constexpr auto gatehouse::schema::struct_check<gatehouse::web::Item> = &gatehouse::web::check_item;
template <>
inline constexpr gatehouse::schema::StructOptions gatehouse::schema::struct_options<gatehouse::web::Strict>{
    .refuses_unknown = true};
template <>
inline constexpr gatehouse::schema::Fields gatehouse::schema::fields<gatehouse::web::Item>{
    {.name = "most", .description = "At most this many", .is_optional = true}};

namespace gatehouse::web {
namespace {

class PatchTest : public testing::Test {
 protected:
  PatchTest() {
    item->name = {"lamp"};
    item->tax = 0.5;
    item->tags = {"a", "b"};
    item->maker = {"Ada", "Bern"};
    app.share(item).patch<change>("/item").put<replace>("/item").patch<see>("/seen");
    app.patch<change_strict>("/strict").patch<by_dependency>("/tags");
  }
  http::Response ask(std::string_view path, std::string body) {
    return client().request("PATCH", path, std::move(body), {{"Content-Type", "application/json"}});
  }
  TestClient& client() {
    if (!client_) client_.emplace(app);
    return *client_;
  }
  std::shared_ptr<Item> item = std::make_shared<Item>();
  App app;

 private:
  std::optional<TestClient> client_;
};

TEST_F(PatchTest, ChangesWhatTheBodyContains) {
  const auto answer = ask("/item", R"({"tax":null,"maker":{"name":"Bob","town":"Oslo"},"tags":["c"]})");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body, R"({"name":"lamp","tax":null,"least":0,"most":10,"tags":["c"],)"
                         R"("maker":{"name":"Bob","town":"Oslo"},"shelf":7})");
  EXPECT_EQ(ask("/item", "{}").body, answer.body);
  EXPECT_EQ(answer.find("Cache-Control"), "no-store");
}

TEST_F(PatchTest, TellsWhatWasThere) {
  EXPECT_EQ(ask("/seen", "{}").body, R"({"has_name":false,"has_tax":false,"is_empty":true})");
  EXPECT_EQ(ask("/seen", R"({"tax":null})").body, R"({"has_name":false,"has_tax":true,"is_empty":false})");
  EXPECT_EQ(ask("/seen", R"({"name":"lamp","other":1})").body,
            R"({"has_name":true,"has_tax":false,"is_empty":false})");
  EXPECT_EQ(ask("/tags", R"({"tags":["x","y","z"]})").body, "3");
}

TEST_F(PatchTest, RefusesWhatIsWrong) {
  struct Case {
    std::string body;
    std::string location;
    std::string type;
  };
  for (const auto& [body, location, type] :
       {Case{R"({"name":"x"})", R"(["body","name"])", "value_error.any_str.min_length"},
        Case{R"({"name":null})", R"(["body","name"])", "type_error.none.not_allowed"},
        Case{R"({"maker":{"name":"Bob"}})", R"(["body","maker","town"])", "value_error.missing"},
        Case{R"({"tags":"x"})", R"(["body","tags"])", "type_error.list"},
        Case{R"([])", R"(["body"])", "type_error.dict"}, Case{"null", R"(["body"])", "value_error.missing"},
        Case{"", R"(["body"])", "value_error.missing"},
        Case{"{", R"(["body",1])", "value_error.jsondecode"}}) {
    const auto answer = ask("/item", body);
    EXPECT_EQ(answer.status, 422U) << body;
    const auto told = boost::json::parse(answer.body);
    EXPECT_EQ(told.at_pointer("/detail/0/loc"), boost::json::parse(location)) << answer.body;
    EXPECT_EQ(told.at_pointer("/detail/0/type").as_string(), type) << answer.body;
  }
  EXPECT_EQ(ask("/strict", R"({"numbre":1})").status, 422U);
  EXPECT_EQ(ask("/strict", "{}").status, 200U);
  EXPECT_EQ(client().request("PATCH", "/item", "{}", {{"Content-Type", "text/plain"}}).status, 422U);
}

TEST_F(PatchTest, ChecksTheResultAsAWhole) {
  const auto refused = ask("/item", R"({"least":11,"name":"desk"})");
  EXPECT_EQ(refused.status, 422U);
  EXPECT_EQ(refused.body,
            R"({"detail":[{"loc":["body","__root__"],"msg":"least is above most","type":"value_error"}]})");
  EXPECT_EQ(std::string{item->name}, "lamp") << "nothing of a refused patch is applied";
  EXPECT_EQ(ask("/item", R"({"least":11,"most":12})").status, 200U);
  EXPECT_EQ(ask("/seen", R"({"least":99})").status, 200U) << "the check is about the result only";
}

TEST_F(PatchTest, HasASchemaOfItsOwn) {
  client();
  const auto document = boost::json::parse(app.openapi());
  const auto& body = document.at_pointer("/paths/~1item/patch/requestBody");
  EXPECT_EQ(body.at_pointer("/content/application~1json/schema/$ref"), "#/components/schemas/ItemPatch");
  EXPECT_EQ(body.at("required"), true);
  const auto& patch = document.at_pointer("/components/schemas/ItemPatch");
  EXPECT_EQ(patch.as_object().if_contains("required"), nullptr);
  EXPECT_EQ(patch.at("title"), "ItemPatch");
  EXPECT_EQ(patch.at_pointer("/properties/name"),
            boost::json::parse(R"({"title":"Name","type":"string","minLength":2,"maxLength":8})"));
  EXPECT_EQ(patch.at_pointer("/properties/tax/type"), boost::json::parse(R"(["number","null"])"));
  EXPECT_EQ(patch.at_pointer("/properties/most/description"), "At most this many");
  EXPECT_EQ(patch.at_pointer("/properties/maker"),
            boost::json::parse(R"({"$ref":"#/components/schemas/Maker"})"));
  EXPECT_EQ(boost::json::serialize(patch).find("default"), std::string::npos)
      << "an absent member is unchanged";
  const auto& whole = document.at_pointer("/components/schemas/Item");
  EXPECT_EQ(whole.at("required"), boost::json::parse(R"(["name","least","tags","maker"])"));
  EXPECT_EQ(whole.at_pointer("/properties/shelf/default"), 7);
  const auto& strict = document.at_pointer("/components/schemas/StrictPatch");
  EXPECT_EQ(strict.at("additionalProperties"), false);
}

}  // namespace
}  // namespace gatehouse::web
