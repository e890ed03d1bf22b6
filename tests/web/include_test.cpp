// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
};
struct Seen {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (text))

inline constexpr APIKeyHeader key{"X-Key", "key"};

std::string who(Depends<key> given, State<Trace> trace) {
  trace->calls += "w";
  return *given;
}
awaitable<> only_admin(Depends<who> name, State<Trace> trace) {
  trace->calls += "a";
  if (*name != "admin") throw HttpError{403, "no"};
  co_return;
}
void count(Query<"n", int>, State<Trace> trace) { trace->calls += "c"; }

Seen list() { return {"list"}; }
Seen greet(Depends<who> name, Path<"id", int> id) { return {*name + std::to_string(*id)}; }
Seen tell_shelf(Path<"shelf", std::string> shelf) { return {*shelf}; }

class IncludeTest : public testing::Test {
 protected:
  IncludeTest() { app.share(trace); }
  Response get(std::string_view target, const TestClient::Fields& fields = {}) {
    return TestClient{app}.get(target, fields);
  }
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST_F(IncludeTest, PrefixIsPutBeforeEachPath) {
  Router books{{.prefix = "/books"}};
  books.get<list>("").get<greet>("/{id}/greeting");
  app.include(books).get<list>("/all");
  EXPECT_EQ(get("/books").body, R"({"text":"list"})");
  EXPECT_EQ(get("/books/7/greeting", {{"X-Key", "ada"}}).body, R"({"text":"ada7"})");
  EXPECT_EQ(get("/all").status, 200U);
  EXPECT_EQ(get("/7/greeting").status, 404U);
}

TEST_F(IncludeTest, GuardsRunFirstAndOnce) {
  Router<only_admin> admin{{.prefix = "/admin"}};
  admin.get<list>("/list").get<greet>("/greet/{id}");
  app.include(admin);
  EXPECT_EQ(get("/admin/list", {{"X-Key", "admin"}}).body, R"({"text":"list"})");
  EXPECT_EQ(trace->calls, "wa");
  trace->calls.clear();
  EXPECT_EQ(get("/admin/greet/1", {{"X-Key", "admin"}}).body, R"({"text":"admin1"})");
  EXPECT_EQ(trace->calls, "wa") << "what guard and handler share runs once";
  EXPECT_EQ(get("/admin/list", {{"X-Key", "ada"}}).status, 403U);
  EXPECT_EQ(get("/admin/list").status, 401U);
}

TEST_F(IncludeTest, GuardsHaveProblemsOfTheirOwn) {
  Router<count> counted;
  counted.get<list>("/list");
  app.include(counted);
  EXPECT_EQ(get("/list?n=1").status, 200U);
  trace->calls.clear();
  EXPECT_EQ(get("/list?n=x").status, 422U);
  EXPECT_EQ(trace->calls, "");
}

TEST_F(IncludeTest, GuardsCanBeReplaced) {
  Router<only_admin> admin;
  admin.get<list>("/list");
  app.include(admin);
  app.override<only_admin>([](const Request&) { return std::monostate{}; });
  EXPECT_EQ(get("/list").status, 200U);
  EXPECT_EQ(trace->calls, "") << "what only a replaced guard needed does not run";
}

TEST_F(IncludeTest, RoutersNest) {
  Router inner{{.prefix = "/{shelf}", .tags = {"inner"}, .responses = {{404, "inner"}}}};
  inner.get<tell_shelf>("", {.tags = {"own"}, .responses = {{409, "own"}}});
  Router outer{{.prefix = "/shelves",
                .tags = {"outer"},
                .responses = {{404, "outer"}, {409, "outer"}, {418, "outer"}},
                .is_deprecated = true}};
  outer.include(inner);
  Router hidden{{.prefix = "/hidden", .is_in_document = false}};
  hidden.get<list>("");
  app.include(outer).include(hidden);
  EXPECT_EQ(get("/shelves/top").body, R"({"text":"top"})");
  EXPECT_EQ(get("/hidden").status, 200U);
  const auto document = boost::json::parse(app.openapi());
  EXPECT_EQ(document.at("paths").as_object().size(), 1U);
  const auto& operation = document.at("paths").at("/shelves/{shelf}").at("get");
  EXPECT_EQ(boost::json::serialize(operation.at("tags")), R"(["outer","inner","own"])");
  EXPECT_TRUE(operation.at("deprecated").as_bool());
  EXPECT_EQ(operation.at("operationId"), "tell_shelf_shelves__shelf__get");
  const auto meaning = [&](std::string_view status) {
    return operation.at("responses").at(status).at("description");
  };
  EXPECT_EQ(meaning("404"), "inner");
  EXPECT_EQ(meaning("409"), "own");
  EXPECT_EQ(meaning("418"), "outer");
}

TEST_F(IncludeTest, GuardsShowInTheDocument) {
  Router<only_admin> admin;
  admin.get<list>("/list");
  app.include(admin);
  ASSERT_TRUE(app.start());
  const auto document = boost::json::parse(app.openapi());
  EXPECT_EQ(boost::json::serialize(document.at("paths").at("/list").at("get").at("security")),
            R"([{"key":[]}])");
}

TEST_F(IncludeTest, PathsThatAPrefixMadeWrongStopTheStart) {
  const auto error_with = [](std::string prefix) {
    App wrong;
    Router router{{.prefix = std::move(prefix)}};
    router.get<tell_shelf>("/books");
    wrong.include(router);
    const auto started = wrong.start();
    return started ? std::string{"(started)"} : started.error();
  };
  EXPECT_EQ(error_with("/{shelf}"), "(started)");
  EXPECT_EQ(error_with("/{shelves}"), "GET /{shelves}/books has no {shelf}, which tell_shelf asks for");
  EXPECT_EQ(error_with("/{shelf}/{row}"),
            "GET /{shelf}/{row}/books: no Path<\"row\", T> of tell_shelf reads {row}");
  const std::string rule =
      "/books: a path begins with a slash, each {name} is a whole segment of it, and a {name:path} the last";
  for (const std::string prefix : {"{shelf}", "/{shelf", "/{shelf:path}"}) {
    EXPECT_EQ(error_with(prefix), "GET " + prefix + rule);
  }
}

}  // namespace
}  // namespace gatehouse::web
