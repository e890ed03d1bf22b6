// SPDX-License-Identifier: Apache-2.0
// An application that a proxy publishes below a path.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Item {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name))

inline constexpr OAuth2PasswordBearer reusable_oauth{"/login", "JWT"};

Item get_item(Path<"name", std::string> name, Response& response) {
  response.set_cookie("seen", *name);
  response.set_cookie("deep", *name, {.path = "/items"});
  return {*name};
}
Created<Item> create_item() { return Created{Item{"new"}, "/items/new"}; }
Redirect to_docs() { return {"/docs"}; }
Redirect away() { return {"https://example.org/docs"}; }
Item guarded(Depends<reusable_oauth> token) { return {std::string{*token}}; }

struct Fixture {
  explicit Fixture(std::string root_path)
      : app{ApiInfo{.title = "Items", .root_path = std::move(root_path)}} {
    app.get<get_item>("/items/{name}");
    app.post<create_item>("/items");
    app.get<to_docs>("/");
    app.get<away>("/away");
    app.get<guarded>("/guarded");
  }
  App app;
};

std::vector<std::string> fields_of(const Response& response, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : response.fields) {
    if (key == name) values.push_back(value);
  }
  return values;
}

TEST(RootPath, IsBeforeWhatAnswersPointTo) {
  Fixture f{"/api/v1"};
  TestClient client{f.app};
  EXPECT_EQ(client.get("/").find("Location"), "/api/v1/docs");
  EXPECT_EQ(client.get("/away").find("Location"), "https://example.org/docs");
  EXPECT_EQ(client.request("POST", "/items", "").find("Location"), "/api/v1/items/new");
  EXPECT_EQ(client.get("/items/a/").find("Location"), "/api/v1/items/a");
  const auto cookies = fields_of(client.get("/items/a"), "Set-Cookie");
  ASSERT_EQ(cookies.size(), 2U);
  EXPECT_NE(cookies[0].find("; Path=/api/v1;"), std::string::npos) << cookies[0];
  EXPECT_NE(cookies[1].find("; Path=/api/v1/items;"), std::string::npos) << cookies[1];
}

TEST(RootPath, IsInTheDocument) {
  Fixture f{"/api/v1"};
  TestClient client{f.app};
  const auto document = client.get("/openapi.json");
  const std::string text{document.static_body.empty() ? document.body : document.static_body};
  EXPECT_NE(text.find(R"("servers":[{"url":"/api/v1"}])"), std::string::npos);
  EXPECT_NE(text.find(R"("tokenUrl":"/api/v1/login")"), std::string::npos);
  EXPECT_NE(text.find(R"("/items/{name}":)"), std::string::npos) << "paths are below the server's";
}

TEST(RootPath, IsNothingWithoutOne) {
  Fixture f{""};
  TestClient client{f.app};
  EXPECT_EQ(client.get("/").find("Location"), "/docs");
  const auto document = client.get("/openapi.json");
  const std::string text{document.static_body.empty() ? document.body : document.static_body};
  EXPECT_NE(text.find(R"("servers":[{"url":"/"}])"), std::string::npos);
  EXPECT_NE(text.find(R"("tokenUrl":"/login")"), std::string::npos);
  EXPECT_EQ(client.get("/api/v1/items/a").status, 404U);
}

TEST(RootPath, MayBeInTheRequestToo) {
  Fixture f{"/api/v1"};
  TestClient client{f.app};
  EXPECT_EQ(client.get("/api/v1/items/a").body, R"({"name":"a"})");
  EXPECT_EQ(client.get("/api/v1").find("Location"), "/api/v1/docs");
  EXPECT_EQ(client.get("/api/v1/docs").status, 200U);
  EXPECT_EQ(client.get("/api/v12/items/a").status, 404U);
  EXPECT_EQ(client.get("/api/v1/items/a/").find("Location"), "/api/v1/items/a");
}

TEST(RootPath, OfAnotherFormStopsTheStart) {
  for (const char* path : {"api", "/api/", "/a/../b", "//evil.example", "/a b"}) {
    Fixture f{path};
    const auto started = f.app.start();
    ASSERT_FALSE(started) << path;
    EXPECT_NE(started.error().find(path), std::string::npos) << started.error();
  }
}

}  // namespace
}  // namespace gatehouse::web
