// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Seen {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (text))
struct Pair {
  std::string a;
  int b = 0;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b))

Seen path(Path<"name", std::string> name) { return {*name}; }
Seen query(Query<"q", std::string> q, Query<"n", Default<3>> n, Query<"t", std::vector<int>> t) {
  std::string text = *q + " " + std::to_string(n->value);
  for (const int each : *t) text += "," + std::to_string(each);
  return {text};
}
Seen header(Header<"User-Agent", std::optional<std::string>> agent) { return {agent->value_or("(none)")}; }
Seen cookie(Cookie<"id", std::string> id) { return {*id}; }
Seen request(const Request& request) {
  return {std::string{request.method} + " " + std::string{request.path}};
}
Pair json(Json<Pair> pair) { return *pair; }
std::vector<int> list(Json<std::vector<int>> numbers) { return *numbers; }

struct Fixture {
  Fixture() {
    app.get<path>("/path/{name}");
    app.get<query>("/query");
    app.get<header>("/header");
    app.get<cookie>("/cookie");
    app.get<request>("/request");
    app.post<json>("/json");
    app.post<list>("/list");
  }
  App app;
};

TEST(Path, IsDecodedSegmentBySegment) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/path/a%20b%2Fc%252F").body, R"({"text":"a b/c%2F"})");
  EXPECT_EQ(client.get("/%70ath/x").body, R"({"text":"x"})");
  EXPECT_EQ(client.get("/path/").status, 404U);
  EXPECT_EQ(client.get("/path/a/b").status, 404U);
}

TEST(Query, IsReadByName) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/query?q=a+b%26&t=1&t=2").body, R"({"text":"a b& 3,1,2"})");
  EXPECT_EQ(client.get("/query?q=a&n=5&t=1").body, R"({"text":"a 5,1"})");
  EXPECT_EQ(client.get("/query?n=x&t=1&t=y").body,
            R"({"detail":[{"loc":["query","q"],"msg":"field required","type":"value_error.missing"},)"
            R"({"loc":["query","n"],"msg":"value is not a valid integer","type":"type_error.integer"},)"
            R"({"loc":["query","t",1],"msg":"value is not a valid integer","type":"type_error.integer"}]})");
}

TEST(Header, IsReadInAnyCase) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/header", {{"USER-AGENT", "x"}}).body, R"({"text":"x"})");
  EXPECT_EQ(client.get("/header").body, R"x({"text":"(none)"})x");
}

TEST(Cookie, IsReadFromAmongOthers) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.get("/cookie", {{"Cookie", "a=1; id=x; b=2"}}).body, R"({"text":"x"})");
  EXPECT_EQ(client.get("/cookie", {{"Cookie", "xid=1"}}).status, 422U);
}

TEST(Cookie, SemicolonsSeparateWhateverIsInQuotes) {
  Fixture f;
  TestClient client{f.app};
  const std::vector<std::pair<std::string, std::string>> cases{
      {R"(other="x; id=S; last=y")", "S"},
      {R"(id="x; other=y")", R"(\"x)"},
      {R"(id=x"; other=y)", R"(x\")"},
      {R"(id="; a=b)", R"(\")"},
      {R"(id=""; a=b)", ""},
      {R"(id="a b"; a=b)", "a b"},
      {R"(id="a\"b\\c\073\101\x"; a=b)", R"(a\"b\\c;Ax)"},
      {R"(id=a\073; a=b)", R"(a\\073)"},
      {"id=first; id=last", "last"},
      {" ;; =;id = x ;", "x"},
  };
  for (const auto& [cookies, value] : cases) {
    EXPECT_EQ(client.get("/cookie", {{"Cookie", cookies}}).body, R"({"text":")" + value + R"("})") << cookies;
  }
}

TEST(Request, IsThereWhole) {
  Fixture f;
  EXPECT_EQ(TestClient{f.app}.get("/request?x").body, R"({"text":"GET /request"})");
}

TEST(Json, TakesJsonTypesOnly) {
  struct Case {
    std::string type;
    unsigned status;
  };
  Fixture f;
  TestClient client{f.app};
  for (const auto& [type, status] :
       {Case{"application/json", 200}, Case{"Application/JSON; charset=utf-8", 200},
        Case{"application/vnd.api+json", 200}, Case{"", 200}, Case{"text/plain", 422}, Case{"text/json", 422},
        Case{"application/x-www-form-urlencoded", 422}}) {
    EXPECT_EQ(client.request("POST", "/json", R"({"a":"x","b":1})", {{"Content-Type", type}}).status, status)
        << type;
  }
  EXPECT_EQ(client.request("POST", "/json", "{}", {{"Content-Type", "text/plain"}}).body,
            R"({"detail":[{"loc":["body"],"msg":"value is not a valid dict","type":"type_error.dict"}]})");
  EXPECT_EQ(client.post_json("/list", "[1,2]").body, "[1,2]");
}

TEST(Json, NeverEchoesTheBody) {
  Fixture f;
  TestClient client{f.app};
  const auto response = client.post_json("/json", R"({"a":"hunter2", )");
  EXPECT_EQ(response.status, 422U);
  EXPECT_EQ(response.body.find("hunter2"), std::string::npos);
  EXPECT_NE(response.body.find(R"("loc":["body",)"), std::string::npos);
  EXPECT_NE(response.body.find("value_error.jsondecode"), std::string::npos);
  EXPECT_EQ(client.post_json("/json", "").body,
            R"({"detail":[{"loc":["body"],"msg":"field required","type":"value_error.missing"}]})");
}

}  // namespace
}  // namespace gatehouse::web
