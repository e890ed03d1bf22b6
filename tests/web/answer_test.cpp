// SPDX-License-Identifier: Apache-2.0
// The types that handlers may return, and their description in the document.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <string>
#include <vector>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Item {
  int id = 0;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id))
struct Problem {
  std::string why;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (why))
struct Seats {
  std::vector<int> taken;
};
BOOST_DESCRIBE_STRUCT(Seats, (), (taken))

using NoSuchItem = Answer<404, Problem>;

awaitable<OneOfAnswers<Item, NoSuchItem, NoContent, Redirect>> get_item(Path<"id", int> id) {
  if (*id == 0) co_return NoSuchItem{Problem{"gone"}};
  if (*id == 1) co_return NoContent{};
  if (*id == 2) co_return Redirect{"/items/7"};
  Item item{*id};
  co_return item;
}
Created<Item> create_item() { return Created{Item{7}, "/items/7"}; }
Created<Item> create_nowhere() { return Created{Item{7}}; }
Answer<202> accept() { return {}; }
PlainText tell() { return PlainText{"caf\u00e9"}; }
Answer<503, Html> show() { return Answer<503, Html>{Html{"<p>later</p>"}}; }
OneOfAnswers<Answer<200, Item>, Answer<200, Problem>> either() { return Answer<200, Problem>{Problem{"x"}}; }
void refuse_with_struct() { throw HttpError{409, Seats{{7, 8}}}; }
void refuse_with_map() { throw HttpError{400, std::map<std::string, int>{{"left", 2}}, {{"X-Left", "2"}}}; }
Item with_cookie(Cookie<"seen", std::optional<std::string>> seen, Response& response) {
  response.set_cookie("seen", *seen ? **seen : "a b\"\\;\u00e9",
                      {.max_age = std::chrono::seconds{60}, .secure = true});
  response.delete_cookie("old", {.path = "/old", .http_only = false, .same_site = SameSite::none});
  return {1};
}

struct Case {
  std::string path;
  unsigned status;
  std::string content_type;
  std::string body;
  std::string location;
};

class AnswerTest : public testing::Test {
 protected:
  AnswerTest() {
    app.get<get_item>("/items/{id}", {.response_description = "The item", .operation_id = "fetchItem"})
        .post<create_item>("/items")
        .post<create_nowhere>("/nowhere")
        .get<accept>("/accept")
        .get<tell>("/tell")
        .get<show>("/show")
        .get<either>("/either")
        .get<refuse_with_struct>(
            "/seats", {.responses = {{409, "Taken", &schema::type_info<Seats>, {}, false, {{"X-Left"}}},
                                     {304, "Not changed"},
                                     {200, {}, nullptr, "image/png", true}}})
        .get<refuse_with_map>("/map")
        .get<with_cookie>("/cookie");
  }
  boost::json::value responses(std::string_view path, std::string_view method = "get") {
    EXPECT_TRUE(app.start());
    return boost::json::parse(app.openapi()).at("paths").at(path).at(method).at("responses");
  }
  App app;
};

TEST_F(AnswerTest, SaysItsStatusTypeAndBody) {
  TestClient client{app};
  for (const auto& [path, status, type, body, location] :
       {Case{"/items/7", 200, "application/json", R"({"id":7})", ""},
        Case{"/items/0", 404, "application/json", R"({"why":"gone"})", ""}, Case{"/items/1", 204, "", "", ""},
        Case{"/items/2", 307, "", "", "/items/7"}, Case{"/accept", 202, "", "", ""},
        Case{"/tell", 200, "text/plain; charset=utf-8", "caf\u00e9", ""},
        Case{"/show", 503, "text/html; charset=utf-8", "<p>later</p>", ""},
        Case{"/either", 200, "application/json", R"({"why":"x"})", ""},
        Case{"/seats", 409, "application/json", R"({"detail":{"taken":[7,8]}})", ""},
        Case{"/map", 400, "application/json", R"({"detail":{"left":2}})", ""}}) {
    const auto response = client.get(path);
    EXPECT_EQ(response.status, status) << path;
    EXPECT_EQ(response.content_type, type) << path;
    EXPECT_EQ(response.body, body) << path;
    EXPECT_EQ(response.find("location").value_or(""), location) << path;
  }
  const auto created = client.request("POST", "/items");
  EXPECT_EQ(created.status, 201U);
  EXPECT_EQ(created.body, R"({"id":7})");
  EXPECT_EQ(created.find("Location"), "/items/7");
  EXPECT_FALSE(client.request("POST", "/nowhere").find("Location"));
  EXPECT_EQ(client.get("/map").find("x-left"), "2");
}

TEST_F(AnswerTest, CookiesAreSetAndReadBackAsTheyWere) {
  TestClient client{app};
  const auto first = client.get("/cookie");
  ASSERT_EQ(first.fields.size(), 2U);
  EXPECT_EQ(first.fields[0].second,
            "seen=\"a b\\\"\\\\\\073\\303\\251\"; Path=/; HttpOnly; Secure; SameSite=lax; Max-Age=60");
  EXPECT_EQ(first.fields[1].second,
            "old=; Path=/old; Secure; SameSite=none; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  const auto sent = first.fields[0].second.substr(0, first.fields[0].second.find("; "));
  EXPECT_EQ(client.get("/cookie", {{"Cookie", sent}}).fields[0].second, first.fields[0].second);
}

TEST_F(AnswerTest, EachStatusIsInTheDocument) {
  const auto item = responses("/items/{id}");
  EXPECT_EQ(
      boost::json::serialize(item.at("200")),
      R"({"description":"The item","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Item"}}}})");
  EXPECT_EQ(
      boost::json::serialize(item.at("404")),
      R"({"description":"Not Found","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Problem"}}}})");
  EXPECT_EQ(boost::json::serialize(item.at("204")), R"({"description":"The item"})");
  EXPECT_EQ(item.as_object().count("307"), 1U);
  EXPECT_EQ(boost::json::parse(app.openapi()).at("paths").at("/items/{id}").at("get").at("operationId"),
            "fetchItem");
  const auto created = responses("/items", "post");
  EXPECT_EQ(boost::json::serialize(created.at("201").at("headers")),
            R"({"Location":{"description":"Where it is","schema":{"type":"string"}}})");
  EXPECT_EQ(created.as_object().size(), 1U);
  EXPECT_EQ(boost::json::serialize(responses("/tell").at("200").at("content")),
            R"({"text/plain":{"schema":{"type":"string"}}})");
  EXPECT_EQ(responses("/either")
                .at("200")
                .at("content")
                .at("application/json")
                .at("schema")
                .at("anyOf")
                .as_array()
                .size(),
            2U);
}

TEST_F(AnswerTest, OperationIdsAreUnique) {
  app.get<tell>("/other", {.operation_id = "fetchItem"});
  EXPECT_EQ(app.start().error(), "GET /other: there is another fetchItem");
}

TEST_F(AnswerTest, WhatTheAuthorAddsIsInTheDocument) {
  const auto seats = responses("/seats");
  EXPECT_EQ(boost::json::serialize(seats.at("409")),
            R"({"description":"Taken","headers":{"X-Left":{"schema":{"type":"string"}}},)"
            R"("content":{"application/json":{"schema":{"$ref":"#/components/schemas/Seats"}}}})");
  EXPECT_EQ(boost::json::serialize(seats.at("304")), R"({"description":"Not changed"})");
  EXPECT_EQ(boost::json::serialize(seats.at("200")),
            R"({"description":"OK","content":{"image/png":{"schema":{"type":"string","format":"binary"}}}})");
}

TEST(ResponseFields, AreFoundReplacedAndVaried) {
  Response response;
  response.vary("Origin");
  response.vary("origin");
  response.vary("Accept");
  EXPECT_EQ(response.find("VARY"), "Origin, Accept");
  response.replace("vary", "*");
  response.vary("Cookie");
  EXPECT_EQ(response.fields.size(), 1U);
  EXPECT_EQ(response.find("Vary"), "*");
}

TEST(SetCookie, RefusesWhatNoCookieCanHave) {
  Response response;
  EXPECT_THROW(response.set_cookie("a b", "x"), std::invalid_argument);
  EXPECT_THROW(response.set_cookie("", "x"), std::invalid_argument);
  EXPECT_THROW(response.set_cookie("a", "x", {.path = "/;Domain=evil"}), std::invalid_argument);
  EXPECT_THROW(response.set_cookie("a", "x", {.domain = "a\r\nb"}), std::invalid_argument);
  EXPECT_TRUE(response.fields.empty());
  response.set_cookie("a", "x\r\nSet-Cookie: b=c");
  EXPECT_EQ(response.fields[0].second.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace gatehouse::web
