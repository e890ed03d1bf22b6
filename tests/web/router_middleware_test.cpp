// SPDX-License-Identifier: Apache-2.0
// Middleware of routers: it runs around their operations only, inside of the middleware of the app.
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <memory>
#include <stdexcept>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Trace {
  std::string calls;
};
struct OutOfStock : std::runtime_error {
  using std::runtime_error::runtime_error;
};

PlainText hi(State<Trace> trace) {
  trace->calls += "h";
  return PlainText{"hi"};
}
PlainText read(Path<"id", std::string> id) { return PlainText{*id}; }
PlainText post(RawBody body) { return PlainText{*body}; }
void refuse() { throw HttpError{409, "taken"}; }
void throw_stock() { throw OutOfStock("lamp"); }
void guard(State<Trace> trace, const Request& request) {
  trace->calls += "g";
  if (request.find("X-Bad")) throw HttpError{403, "no"};
}
PlainText answer_stock(const OutOfStock& error, const Request&) { return PlainText{error.what()}; }

class RouterMiddleware : public testing::Test {
 protected:
  /// Writes a letter on the way in, and on the way out another one with the status.
  Middleware letter(std::string_view in, std::string_view out) {
    return [trace = trace, in, out](const Request&, Response& response, Next next) -> awaitable<> {
      trace->calls += in;
      // Really suspends.
      auto executor = co_await boost::asio::this_coro::executor;
      co_await boost::asio::post(executor, use_awaitable);
      auto rest = next();
      co_await std::move(rest);
      trace->calls.append(out).append(std::to_string(response.status));
    };
  }
  static Middleware throwing(const std::exception_ptr& exception) {
    return [exception](const Request&, Response&, Next) -> awaitable<> {
      std::rethrow_exception(exception);
      co_return;
    };
  }
  std::string calls() { return std::exchange(trace->calls, {}); }

  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  Router<> router{{.prefix = "/in"}};
  App app;
};

TEST_F(RouterMiddleware, RunsInsideOfTheMiddlewareAroundIt) {
  Router<> inner{{.prefix = "/deep"}};
  inner.get<hi>("").use(letter("e", "E"));
  router.get<hi>("/before").use(letter("b", "B")).use(letter("c", "C")).get<hi>("/after").include(inner);
  router.use(letter("d", "D"));
  app.share(trace).use(letter("a", "A")).include(router);
  TestClient client{app};
  for (const auto* path : {"/in/before", "/in/after"}) {
    EXPECT_EQ(client.get(path).body, "hi");
    EXPECT_EQ(calls(), "adcbhB200C200D200A200") << path;
  }
  EXPECT_EQ(client.get("/in/deep").status, 200U);
  EXPECT_EQ(calls(), "adcbehE200B200C200D200A200");
}

TEST_F(RouterMiddleware, RunsAroundItsOperationsOnly) {
  router.get<hi>("").get<read>("/{id}").use(letter("b", "B"));
  app.share(trace).get<hi>("/out").include(router).get<hi>("/in/later");
  TestClient client{app};
  EXPECT_EQ(client.get("/out").body, "hi");
  EXPECT_EQ(client.get("/in/later").body, "hi");
  EXPECT_EQ(client.get("/in/x/y").status, 404U);
  EXPECT_EQ(client.get("/out/").status, 307U);
  EXPECT_EQ(client.request("POST", "/out").status, 405U);
  EXPECT_EQ(client.get("/openapi.json").status, 200U);
  EXPECT_EQ(calls(), "hh");
  EXPECT_EQ(client.get("/in/a%20long%20name%20of%20a%20thing").body, "a long name of a thing");
  EXPECT_EQ(client.head("/in").status, 200U);
  EXPECT_EQ(calls(), "bB200bhB200");
}

TEST_F(RouterMiddleware, IsSharedByAllCopies) {
  router.get<hi>("").get<hi>("/two").use(
      [count = 0](const Request&, Response& response, Next) mutable -> awaitable<> {
        response.body = std::to_string(++count);
        co_return;
      });
  App other;
  app.share(trace).include(router);
  other.share(trace).include(router);
  TestClient first{app};
  TestClient second{other};
  EXPECT_EQ(first.get("/in").body, "1");
  EXPECT_EQ(second.get("/in/two").body, "2");
  EXPECT_EQ(calls(), "") << "a middleware may answer by itself";
}

TEST_F(RouterMiddleware, OfCorsAnswersPreflightsOfItsOperations) {
  router.put<read>("/{id}").use(cors({.origins = {"https://a.example"}, .methods = {"PUT"}}));
  app.share(trace).get<read>("/in/{id}").get<hi>("/out").include(router);
  TestClient client{app};
  const TestClient::Fields from{{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "PUT"}};
  const auto preflight = client.options("/in/7", from);
  EXPECT_EQ(preflight.status, 200U);
  EXPECT_EQ(preflight.find("Access-Control-Allow-Origin"), "https://a.example");
  EXPECT_EQ(preflight.find("Access-Control-Allow-Methods"), "PUT");
  EXPECT_EQ(client.request("PUT", "/in/7", {}, from).find("Access-Control-Allow-Origin"),
            "https://a.example");
  for (const auto& [method, path] :
       {std::pair{"GET", "/in/7"}, {"OPTIONS", "/out"}, {"GET", "/out"}, {"POST", "/in/7"}})
    EXPECT_EQ(client.request(method, path, {}, from).find("Access-Control-Allow-Origin"), std::nullopt)
        << method << path;
  const TestClient::Fields of_get{{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "GET"}};
  EXPECT_EQ(client.options("/in/7", of_get).status, 405U) << "the GET is not of the router";
}

TEST_F(RouterMiddleware, SeesRefusalsAsAnswers) {
  router.get<refuse>("/refuse").post<post>("/post").use(letter("b", "B"));
  app.share(trace).include(router);
  TestClient client{app};
  EXPECT_EQ(client.get("/in/refuse").body, R"({"detail":"taken"})");
  EXPECT_EQ(calls(), "bB409");
  const auto wrong_method = client.request("DELETE", "/in/post");
  EXPECT_EQ(wrong_method.status, 405U);
  EXPECT_EQ(wrong_method.find("Allow"), "POST");
  EXPECT_EQ(calls(), "bB405");
  EXPECT_EQ(client.request("POST", "/in/post", "1234").body, "1234");
}

TEST_F(RouterMiddleware, RunsOutsideOfGuards) {
  Router<guard> guarded{{.prefix = "/guarded"}};
  guarded.get<hi>("").include(router.get<hi>("/own").use(letter("b", "B")));
  guarded.use(letter("c", "C"));
  app.share(trace).get<hi>("/plain").include(guarded);
  TestClient client{app};
  EXPECT_EQ(client.get("/guarded").body, "hi");
  EXPECT_EQ(calls(), "cghC200");
  EXPECT_EQ(client.get("/guarded/in/own").body, "hi");
  EXPECT_EQ(calls(), "cbghB200C200");
  EXPECT_EQ(client.get("/guarded/in/own", {{"X-Bad", "1"}}).body, R"({"detail":"no"})");
  EXPECT_EQ(calls(), "cbgB403C403");
  EXPECT_EQ(client.get("/plain", {{"X-Bad", "1"}}).body, "hi");
}

TEST_F(RouterMiddleware, ExceptionsReachTheHandlersOfTheApp) {
  router.get<throw_stock>("/stock").get<hi>("/bad").use(letter("b", "B"));
  Router<> bad{{.prefix = "/bad"}};
  bad.get<hi>("/stock").use(throwing(std::make_exception_ptr(OutOfStock("chair"))));
  Router<> late{{.prefix = "/late"}};
  late.get<hi>("").use(throwing(std::make_exception_ptr(HttpError{429, "later"})));
  app.share(trace).include(router).include(bad).include(late);
  app.on_exception<OutOfStock>(answer_stock);
  app.on_status(429, [](const HttpError&, const Request&) { return PlainText{"wait"}; });
  app.on_status(405, [](const HttpError&, const Request&) { return PlainText{"never"}; });
  TestClient client{app};
  const auto stock = client.get("/in/stock");
  EXPECT_EQ(stock.status, 500U);
  EXPECT_EQ(stock.body, "lamp");
  EXPECT_EQ(calls(), "bB500") << "the middleware sees the answer of the handler";
  EXPECT_EQ(client.get("/bad/stock").body, "chair");
  EXPECT_EQ(client.get("/late").body, "wait");
  EXPECT_EQ(client.request("PUT", "/in/bad").body, "never");
  EXPECT_EQ(calls(), "bB405");
}

TEST_F(RouterMiddleware, ExceptionsAreAnsweredWithoutHandlers) {
  Router<> late{{.prefix = "/late"}};
  late.get<hi>("").use(throwing(std::make_exception_ptr(HttpError{429, "later"})));
  router.get<throw_stock>("/stock").use(letter("b", "B"));
  app.share(trace).include(router).include(late);
  TestClient client{app};
  EXPECT_EQ(client.get("/late").body, R"({"detail":"later"})");
  EXPECT_THROW(client.get("/in/stock"), OutOfStock);
  EXPECT_EQ(calls(), "b");
}

}  // namespace
}  // namespace gatehouse::web
