// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <type_traits>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Item {
  std::string name;
  int count = 1;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, count))

Item echo(Json<Item> item) { return *item; }
Item tell(const Request& request, Header<"X-Name", std::optional<std::string>> name) {
  return {std::string{request.method} + " " + (*name).value_or("nobody"),
          static_cast<int>(request.fields.size())};
}
void log_in(Response& response) {
  response.set_cookie("session", "s 1", {.path = "/private"});
  response.set_cookie("theme", "dark");
  response.set("Set-Cookie", "bare=1");
}
void log_out(Response& response) { response.delete_cookie("session", {.path = "/private"}); }
Item cookies(Cookie<"session", std::optional<std::string>> session,
             Cookie<"theme", std::optional<std::string>> theme,
             Cookie<"bare", std::optional<std::string>> bare) {
  return {(*session).value_or("-") + "," + (*theme).value_or("-") + "," + (*bare).value_or("-"), 0};
}

class TestClientTest : public testing::Test {
 protected:
  TestClientTest() {
    app.post<echo>("/items").put<echo>("/items").patch<echo>("/items").delete_<echo>("/items");
    app.get<tell>("/tell").head<tell>("/only-head").options<tell>("/tell").delete_<tell>("/tell");
    app.post<log_in>("/users/in")
        .post<log_out>("/users/out")
        .get<cookies>("/private")
        .get<cookies>("/private/a");
    app.get<cookies>("/privateer").get<cookies>("/users/a");
  }
  App app;
};

TEST_F(TestClientTest, SendsAndReadsValuesAsJson) {
  TestClient client{app};
  for (const auto* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    const auto item = read_json<Item>(client.request_json(method, "/items", Item{"lamp", 2}));
    EXPECT_EQ(item.name, "lamp") << method;
    EXPECT_EQ(item.count, 2) << method;
  }
  EXPECT_EQ(client.post_json("/items", R"({"name":"x","count":1})").status, 200U);
  EXPECT_EQ(client.put_json("/items", Item{"a"}).status, 200U);
  EXPECT_EQ(client.patch_json("/items", Item{"a"}).status, 200U);
  EXPECT_THROW((void)read_json<Item>(client.post_json("/items", "{}")), std::runtime_error);
}

TEST_F(TestClientTest, HasTheMethodsThatAppsHave) {
  TestClient client{app};
  EXPECT_EQ(read_json<Item>(client.options("/tell")).name, "OPTIONS nobody");
  EXPECT_EQ(read_json<Item>(client.delete_("/tell")).name, "DELETE nobody");
  EXPECT_EQ(read_json<Item>(client.head("/tell")).name, "HEAD nobody") << "the server leaves the body out";
  EXPECT_EQ(client.head("/only-head").status, 200U);
  const auto get = client.get("/only-head");
  EXPECT_EQ(get.status, 405U);
  EXPECT_EQ(get.find("Allow"), "HEAD");
}

TEST_F(TestClientTest, WhatIsFoundOutlivesAnAnswerThatNobodyKept) {
  TestClient client{app};
  const auto found = client.get("/only-head").find("Allow");
  static_assert(std::is_same_v<decltype(found), const std::optional<std::string>>);
  EXPECT_EQ(found, "HEAD");
  EXPECT_EQ(client.get("/only-head").find("X-None"), std::nullopt);
}

TEST_F(TestClientTest, FieldsCanBeSentEachTime) {
  TestClient client{app};
  client.with("X-Name", "ada").with("x-name", "eve");
  EXPECT_EQ(client.get("/tell").body, R"({"name":"GET eve","count":1})");
  EXPECT_EQ(client.get("/tell", {{"X-NAME", "bob"}}).body, R"({"name":"GET bob","count":1})");
}

TEST_F(TestClientTest, KeepsCookiesByPath) {
  TestClient client{app};
  EXPECT_EQ(read_json<Item>(client.get("/private")).name, "-,-,-");
  EXPECT_EQ(client.request("POST", "/users/in").status, 204U);
  EXPECT_EQ(client.cookie("theme"), "dark");
  EXPECT_EQ(read_json<Item>(client.get("/private?a=b")).name, "s 1,dark,-");
  EXPECT_EQ(read_json<Item>(client.get("/private/a")).name, "s 1,dark,-");
  EXPECT_EQ(read_json<Item>(client.get("/privateer")).name, "-,dark,-");
  EXPECT_EQ(read_json<Item>(client.get("/users/a")).name, "-,dark,1");
  EXPECT_EQ(read_json<Item>(client.get("/private", {{"Cookie", "session=x"}})).name, "x,-,-");
  EXPECT_EQ(client.request("POST", "/users/out").status, 204U);
  EXPECT_EQ(read_json<Item>(client.get("/private")).name, "-,dark,-");
  client.forget_cookies();
  EXPECT_EQ(read_json<Item>(client.get("/private")).name, "-,-,-");
}

}  // namespace
}  // namespace gatehouse::web
