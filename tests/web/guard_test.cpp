// SPDX-License-Identifier: Apache-2.0
// Dependencies that no parameter names: of an app, of a router around another one, of one operation.
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
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
awaitable<> only_known(Depends<who> name, State<Trace> trace) {
  // Really suspends, as a query to a database would.
  auto executor = co_await boost::asio::this_coro::executor;
  co_await boost::asio::post(executor, use_awaitable);
  trace->calls += "k";
  if (*name == "nobody") throw HttpError{403, "not known"};
}
void only_admin(Depends<who> name, State<Trace> trace) {
  trace->calls += "a";
  if (*name != "admin") throw HttpError{403, "no admin"};
}
int number(Query<"n", int> n, State<Trace> trace) {
  trace->calls += "n";
  return *n;
}
struct Lock : Resource {
  explicit Lock(Trace& trace) : trace_(&trace) {}
  void close(const std::exception_ptr& exception) { trace_->calls += exception ? "(failed)" : "(done)"; }

 private:
  Trace* trace_;
};
Lock take_lock(State<Trace> trace) {
  trace->calls += "l";
  return Lock{*trace};
}
void read_body(Json<Seen>) {}
void read_shelf(Path<"shelf", int>) {}

Seen list() { return {"list"}; }
Seen greet(Depends<who> name) { return {*name}; }
Seen count(Depends<number> n, Query<"m", int> m) { return {std::to_string(*n + *m)}; }
Seen fail() { throw HttpError{409, "failed"}; }
Seen echo(Json<Seen> seen) { return *seen; }

class GuardTest : public testing::Test {
 protected:
  GuardTest() { app.share(trace); }
  Response get(std::string_view target, const std::string& name = {}) {
    trace->calls.clear();
    return TestClient{app}.get(target,
                               name.empty() ? TestClient::Fields{} : TestClient::Fields{{"X-Key", name}});
  }
  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app;
};

TEST_F(GuardTest, OfAnOperationRunsBeforeItAndIsNoParameter) {
  app.get<list, only_known, only_admin>("/list").get<greet>("/greet");
  EXPECT_EQ(get("/list", "admin").body, R"({"text":"list"})");
  EXPECT_EQ(trace->calls, "wka");
  EXPECT_EQ(get("/list", "ada").body, R"({"detail":"no admin"})");
  EXPECT_EQ(get("/list").status, 401U);
  EXPECT_EQ(get("/greet", "ada").status, 200U);
  EXPECT_EQ(trace->calls, "w");
}

TEST_F(GuardTest, OfAnOperationCanReadThePath) {
  app.get<list, read_shelf>("/shelves/{shelf}");
  EXPECT_EQ(get("/shelves/7").status, 200U);
  EXPECT_EQ(get("/shelves/x").status, 422U);
}

TEST_F(GuardTest, OfTheAppRunsBeforeEveryOperation) {
  Router<only_admin> admin{{.prefix = "/admin"}};
  admin.get<greet>("");
  app.get<list>("/list").guard<only_known>().include(admin).get<greet>("/greet");
  EXPECT_EQ(get("/list", "ada").status, 200U);
  EXPECT_EQ(trace->calls, "wk");
  EXPECT_EQ(get("/greet", "ada").body, R"({"text":"ada"})");
  EXPECT_EQ(trace->calls, "wk") << "what guard and handler share runs once";
  EXPECT_EQ(get("/admin", "admin").body, R"({"text":"admin"})");
  EXPECT_EQ(trace->calls, "wka");
  EXPECT_EQ(get("/admin", "ada").body, R"({"detail":"no admin"})");
  EXPECT_EQ(get("/list", "nobody").body, R"({"detail":"not known"})");
  EXPECT_EQ(get("/list").status, 401U);
  EXPECT_EQ(get("/none").status, 404U);
  EXPECT_EQ(get("/docs").status, 200U);
  EXPECT_EQ(TestClient{app}.request("POST", "/list").status, 405U);
}

TEST_F(GuardTest, OfARouterGuardsWhatItIncludes) {
  Router<> inner{{.prefix = "/inner"}};
  inner.get<greet>("");
  Router<take_lock> middle{{.prefix = "/middle"}};
  middle.include(inner);
  Router<only_known> outer{{.prefix = "/outer"}};
  outer.include(middle);
  app.include(outer);
  EXPECT_EQ(get("/outer/middle/inner", "ada").body, R"({"text":"ada"})");
  EXPECT_EQ(trace->calls, "wkl(done)");
  EXPECT_EQ(get("/outer/middle/inner", "nobody").status, 403U);
  EXPECT_EQ(trace->calls, "wk");
}

TEST_F(GuardTest, ResourcesCloseAfterTheHandlerAndKnowHowItEnded) {
  app.guard<take_lock>().get<list>("/list").get<fail>("/fail").get<count>("/count");
  EXPECT_EQ(get("/list").status, 200U);
  EXPECT_EQ(trace->calls, "l(done)");
  EXPECT_EQ(get("/fail").body, R"({"detail":"failed"})");
  EXPECT_EQ(trace->calls, "l(failed)");
  EXPECT_EQ(get("/count").status, 422U);
  EXPECT_EQ(trace->calls, "l(failed)");
}

TEST_F(GuardTest, ProblemsAreToldOnceWithTheHandlersOwn) {
  app.guard<number>().get<count>("/count");
  EXPECT_EQ(get("/count?n=1&m=2").body, R"({"text":"3"})");
  EXPECT_EQ(trace->calls, "n");
  EXPECT_EQ(
      get("/count?n=x").body,
      R"({"detail":[{"loc":["query","n"],"msg":"value is not a valid integer","type":"type_error.integer"},)"
      R"({"loc":["query","m"],"msg":"field required","type":"value_error.missing"}]})");
  EXPECT_EQ(trace->calls, "");
}

TEST_F(GuardTest, CanBeReplaced) {
  app.guard<only_known>().get<list>("/list").get<greet>("/greet");
  app.override<only_known>([](const Request&) { return std::monostate{}; });
  EXPECT_EQ(get("/list").status, 200U);
  EXPECT_EQ(trace->calls, "") << "what only a replaced guard needed does not run";
  EXPECT_EQ(get("/greet").status, 401U);
}

TEST_F(GuardTest, ShowsInTheDocument) {
  Router<number> inner;
  inner.get<count>("/count");
  app.guard<only_known, number>().include(inner).get<list>("/list");
  ASSERT_TRUE(app.start());
  const auto document = boost::json::parse(app.openapi());
  const auto& operation = document.at("paths").at("/count").at("get");
  EXPECT_EQ(boost::json::serialize(operation.at("security")), R"([{"key":[]}])");
  EXPECT_EQ(operation.at("parameters").as_array().size(), 2U) << "n, once, and m";
  EXPECT_TRUE(document.at("paths").at("/list").at("get").at("responses").as_object().contains("422"));
}

TEST_F(GuardTest, StatesAndBodiesAreCheckedAtTheStart) {
  App without_state;
  without_state.guard<number>().get<list>("/list");
  const auto started = without_state.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().find("GET /list needs a State<"), std::string::npos) << started.error();
  App two_bodies;
  two_bodies.guard<read_body>().post<echo>("/echo");
  EXPECT_EQ(two_bodies.start().error(), "POST /echo: a guard around echo reads the body, and so does it");
  App body_of_get;
  body_of_get.guard<read_body>().get<list>("/list");
  EXPECT_EQ(body_of_get.start().error(), "GET /list: a guard around it reads a body, and a GET has none");
}

}  // namespace
}  // namespace gatehouse::web
