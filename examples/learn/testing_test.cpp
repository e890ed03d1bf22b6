// SPDX-License-Identifier: Apache-2.0
// Tests an app without a socket, with one dependency replaced.

#include <gatehouse/web.h>
#include <gtest/gtest.h>

using namespace gatehouse;
using web::Depends, web::Json, web::Path;

inline constexpr web::HTTPBearer bearer{"token"};

struct Item {
  std::string name;
  double price = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (name, price))

std::string get_caller(Depends<bearer> token) {
  if (*token != "a real token") throw web::BearerError{401, "Could not validate credentials"};
  return "ada";
}

Item read_item(Path<"name", std::string> name, Depends<get_caller> caller) {
  if (*name != "lamp") throw web::HttpError{404, "No such item"};
  return {*name + " of " + *caller, 12.5};
}
Item create_item(Json<Item> item) { return *item; }

void set_up(web::App& app) { app.get<read_item>("/items/{name}").post<create_item>("/items"); }

TEST(Items, AreReadByWhoMayReadThem) {
  web::App app;
  set_up(app);
  web::TestClient client{app};
  const auto refused = client.get("/items/lamp");
  EXPECT_EQ(refused.status, 401U);
  EXPECT_EQ(refused.body, R"({"detail":"Not authenticated"})");
  const auto read = client.get("/items/lamp", {{"Authorization", "Bearer a real token"}});
  EXPECT_EQ(read.status, 200U);
  EXPECT_EQ(read.body, R"({"name":"lamp of ada","price":12.5})");
}

TEST(Items, NeedNoTokenWhereTheTestSaysWhoCalls) {
  web::App app;
  set_up(app);
  app.override<get_caller>([](const web::Request&) { return std::string{"a test"}; });
  web::TestClient client{app};
  EXPECT_EQ(client.get("/items/lamp").body, R"({"name":"lamp of a test","price":12.5})");
  EXPECT_EQ(client.get("/items/chair").status, 404U);
}

TEST(Items, AreCheckedBeforeTheyAreMade) {
  web::App app;
  set_up(app);
  web::TestClient client{app};
  EXPECT_EQ(client.post_json("/items", R"({"name":"lamp","price":12.5})").status, 200U);
  const auto refused = client.post_json("/items", R"({"name":"lamp"})");
  EXPECT_EQ(refused.status, 422U);
  EXPECT_NE(refused.body.find(R"(["body","price"])"), std::string::npos);
}
