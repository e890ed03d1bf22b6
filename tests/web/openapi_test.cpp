// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

inline constexpr OAuth2PasswordBearer bearer{"/login", "JWT"};

struct Child {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(Child, (), (id))
struct Body {
  Text<1, 9> name;
  std::vector<Child> children;
  std::optional<Child> favourite;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Body, (), (name, children, favourite, note))
namespace other {
struct Child {
  bool flag = false;
};
BOOST_DESCRIBE_STRUCT(Child, (), (flag))
}  // namespace other

Body create_thing(Path<"id", Uuid>, Query<"limit", Default<10>>, Json<Body> body, Depends<bearer>) {
  return *body;
}
other::Child get_other() { return {}; }
other::Child create_other(Json<other::Child> child) { return *child; }
void leave() {}
RedirectWith<302> move_away() { return {"/things"}; }
FileAnswer get_any() { return FileAnswer{"picture"}; }
FileAnswerAs<"image/png"> get_picture() { return FileAnswerAs<"image/png">{"picture"}; }
awaitable<> write_nothing(StreamWriter) { co_return; }
StreamAnswer get_stream() { return StreamAnswer{write_nothing, "text/csv"}; }
StreamAnswerAs<"text/csv; charset=utf-8"> get_table() {
  return StreamAnswerAs<"text/csv; charset=utf-8">{write_nothing};
}

boost::json::value document() {
  App app{{.title = "T", .version = "1.2.3"}};
  app.put<create_thing>("/things/{id}", {.tags = {"things"}, .responses = {{409, "Taken"}}});
  app.get<get_other>("/other", {.summary = "Other"});
  app.delete_<leave>("/me");
  app.get<leave>("/hidden", {.is_in_document = false});
  EXPECT_TRUE(app.start());
  return boost::json::parse(app.openapi());
}

TEST(OpenApi, FollowsFromTheSignatures) {
  const auto doc = document();
  EXPECT_EQ(doc.at("openapi"), "3.1.0");
  EXPECT_EQ(doc.at("info").at("version"), "1.2.3");
  EXPECT_EQ(doc.at("paths").as_object().size(), 3U);
  const auto& operation = doc.at("paths").at("/things/{id}").at("put");
  EXPECT_EQ(operation.at("operationId"), "create_thing_things__id__put");
  EXPECT_EQ(operation.at("summary"), "Create Thing");
  EXPECT_EQ(boost::json::serialize(operation.at("security")), R"([{"JWT":[]}])");
  EXPECT_EQ(
      boost::json::serialize(operation.at("parameters")),
      R"([{"name":"id","in":"path","required":true,"schema":{"type":"string","format":"uuid","title":"Id"}},)"
      R"({"name":"limit","in":"query","required":false,)"
      R"("schema":{"maximum":2147483647,"minimum":-2147483648,"type":"integer","default":10,"title":"Limit"}}])");
  for (const auto* status : {"200", "401", "403", "409", "422"}) {
    EXPECT_TRUE(operation.at("responses").as_object().contains(status)) << status;
  }
  const auto& open = doc.at("paths").at("/other").at("get");
  EXPECT_EQ(boost::json::serialize(open.at("security")), "[]");
  EXPECT_FALSE(open.at("responses").as_object().contains("422"));
  EXPECT_TRUE(doc.at("paths").at("/me").at("delete").at("responses").as_object().contains("204"));
}

TEST(OpenApi, QualifiesNamesThatCollide) {
  const auto doc = document();
  const auto& schemas = doc.at("components").at("schemas").as_object();
  EXPECT_FALSE(schemas.contains("Child"));
  std::size_t children = 0;
  for (const auto& schema : schemas) children += schema.key().ends_with("__Child");
  EXPECT_EQ(children, 2U);
  EXPECT_TRUE(schemas.contains("Body"));
}

TEST(OpenApi, WritesConstraintsAndNull) {
  const auto doc = document();
  const auto& properties = doc.at("components").at("schemas").at("Body").at("properties");
  EXPECT_EQ(boost::json::serialize(properties.at("name")),
            R"({"title":"Name","maxLength":9,"minLength":1,"type":"string"})");
  EXPECT_EQ(boost::json::serialize(properties.at("note")), R"({"title":"Note","type":["string","null"]})");
  EXPECT_EQ(properties.at("favourite").at("anyOf").as_array().size(), 2U);
  EXPECT_EQ(boost::json::serialize(doc.at("components").at("schemas").at("Body").at("required")),
            R"(["name","children"])");
}

TEST(OpenApi, NamesNoLicenceUnlessOneIsGiven) {
  EXPECT_FALSE(document().at("info").as_object().contains("license"));
  App app{{.title = "T", .license_name = "MIT"}};
  ASSERT_TRUE(app.start());
  EXPECT_EQ(boost::json::serialize(boost::json::parse(app.openapi()).at("info").at("license")),
            R"({"name":"MIT","identifier":"MIT"})");
}

TEST(OpenApi, SaysWhatRedirectsFilesAndStreamsAre) {
  App app{{.title = "T"}};
  app.get<move_away>("/away").get<get_any>("/any").get<get_picture>("/picture");
  app.get<get_stream>("/stream").get<get_table>("/table");
  ASSERT_TRUE(app.start());
  const auto doc = boost::json::parse(app.openapi());
  const auto responses = [&doc](std::string_view path) {
    return boost::json::serialize(doc.at("paths").at(path).at("get").at("responses"));
  };
  EXPECT_EQ(responses("/away"), R"({"302":{"description":"Successful Response"}})");
  const std::string bytes = R"({"schema":{"type":"string","format":"binary"}})";
  const auto of_type = [](const std::string& media) {
    return R"({"200":{"description":"Successful Response","content":{)" + media + "}}}";
  };
  EXPECT_EQ(responses("/any"), of_type(R"("*/*":)" + bytes));
  EXPECT_EQ(responses("/stream"), of_type(R"("*/*":)" + bytes));
  EXPECT_EQ(responses("/picture"), of_type(R"("image/png":)" + bytes));
  EXPECT_EQ(responses("/table"), of_type(R"("text/csv":{"schema":{"type":"string"}})"));

  TestClient client{app};
  const auto moved = client.get("/away");
  EXPECT_EQ(moved.status, 302U);
  EXPECT_EQ(moved.find("Location"), "/things");
  EXPECT_EQ(client.get("/table").find("Content-Type"), "text/csv; charset=utf-8");
}

TEST(OpenApi, TellsOfBodiesThatMustSayTheyAreJson) {
  App app{{.title = "T"}};
  app.post<create_other>("/strict", {.requires_json_type = true}).post<create_other>("/other");
  ASSERT_TRUE(app.start());
  const auto doc = boost::json::parse(app.openapi());
  const auto& paths = doc.at("paths");
  EXPECT_TRUE(paths.at("/strict").at("post").at("responses").as_object().contains("415"));
  EXPECT_FALSE(paths.at("/other").at("post").at("responses").as_object().contains("415"));
}

}  // namespace
}  // namespace gatehouse::web
