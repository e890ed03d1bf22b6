// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Item {
  int id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name))

Item get_item(Path<"id", int> id) { return {*id, "thing"}; }
awaitable<Item> create_item(Json<Item> item) { co_return *item; }
void delete_item(Path<"id", int>) {}
Redirect to_docs() { return {"/docs"}; }
Item fail() { throw HttpError{418, "I'm a \"teapot\"", {{"X-Kind", "tea"}}}; }
Response plain(Response& response) {
  Response made = std::move(response);
  made.status = 202;
  made.content_type = "text/plain";
  made.body = "yes";
  return made;
}
void with_header(Response& response) { response.set("X-Answer", "42"); }

void add_routes(App& app) {
  app.get<get_item>("/items/{id}");
  app.delete_<delete_item>("/items/{id}");
  app.post<create_item>("/items", {.status = 201});
  app.get<to_docs>("/");
  app.get<fail>("/fail");
  app.get<plain>("/plain");
  app.put<with_header>("/header");
}

std::string field(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.fields) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST(App, AnswersWithWhatHandlersReturn) {
  App app;
  add_routes(app);
  TestClient client{app};
  const auto item = client.get("/items/7");
  EXPECT_EQ(item.status, 200U);
  EXPECT_EQ(item.content_type, "application/json");
  EXPECT_EQ(item.body, R"({"id":7,"name":"thing"})");
  const auto created = client.post_json("/items", R"({"id":1,"name":"a"})");
  EXPECT_EQ(created.status, 201U);
  EXPECT_EQ(created.body, R"({"id":1,"name":"a"})");
  const auto deleted = client.request("DELETE", "/items/7");
  EXPECT_EQ(deleted.status, 204U);
  EXPECT_EQ(deleted.body, "");
  const auto redirect = client.get("/");
  EXPECT_EQ(redirect.status, 307U);
  EXPECT_EQ(field(redirect, "Location"), "/docs");
  const auto text = client.get("/plain");
  EXPECT_EQ(text.status, 202U);
  EXPECT_EQ(text.body, "yes");
  EXPECT_EQ(field(client.request("PUT", "/header"), "X-Answer"), "42");
}

TEST(App, AnswersWithWhatHandlersThrow) {
  App app;
  add_routes(app);
  const auto response = TestClient{app}.get("/fail");
  EXPECT_EQ(response.status, 418U);
  EXPECT_EQ(response.body, R"({"detail":"I'm a \"teapot\""})");
  EXPECT_EQ(field(response, "X-Kind"), "tea");
}

TEST(App, KnowsWhatItLacks) {
  App app;
  add_routes(app);
  TestClient client{app};
  const auto missing = client.get("/nope");
  EXPECT_EQ(missing.status, 404U);
  EXPECT_EQ(missing.body, R"({"detail":"Not Found"})");
  const auto method = client.request("PATCH", "/items/7");
  EXPECT_EQ(method.status, 405U);
  EXPECT_EQ(field(method, "Allow"), "GET, HEAD, DELETE");
  EXPECT_EQ(client.request("HEAD", "/items/7").status, 200U);
}

TEST(App, SendsASlashTooManyToTheRightPlace) {
  App app;
  add_routes(app);
  TestClient client{app};
  EXPECT_EQ(field(client.get("/items/7/?a=b"), "Location"), "/items/7?a=b");
  EXPECT_EQ(client.get("/items/7/").status, 307U);
  EXPECT_EQ(client.get("//items").status, 404U);
  EXPECT_EQ(client.get("//items/").status, 404U);  // "//items" would be another host
}

TEST(App, SaysWhyItCannotStart) {
  App twice;
  twice.get<get_item>("/a/{id}");
  twice.get<get_item>("/a/{id}");
  EXPECT_EQ(twice.start().error(), "GET /a/{id} is registered twice");
  App taken;
  taken.get<to_docs>("/docs");
  EXPECT_EQ(taken.start().error(), "GET /docs is registered twice");
}

}  // namespace
}  // namespace gatehouse::web
