// SPDX-License-Identifier: Apache-2.0
// The answers to exceptions.
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <stdexcept>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct OutOfStock : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct SoldForever : OutOfStock {
  using OutOfStock::OutOfStock;
};
struct Unrelated {};
struct Told {
  std::string by;
  std::string what;
};
BOOST_DESCRIBE_STRUCT(Told, (), (by, what))
class Teapot : public HttpError {
 public:
  Teapot() : HttpError(418, "short and stout", {{"X-Pot", "tea"}}) {}
};

void throw_stock() { throw OutOfStock("lamp"); }
void throw_forever() { throw SoldForever("chair"); }
void throw_error() { throw std::logic_error("logic"); }
void throw_unrelated() { throw Unrelated{}; }
void throw_teapot() { throw Teapot{}; }
void throw_http(Response& response) {
  response.set("X-Left", "over");
  response.body = "half an answer";
  throw HttpError{409, "taken"};
}
Told number(Query<"n", int> n) { return {"handler", std::to_string(*n)}; }
struct Lock : Resource {
  void close(const std::exception_ptr& exception) const { closed_with = exception; }
  static inline std::exception_ptr closed_with{};
};
Lock take_lock() { return {}; }
Told number_with_lock(Depends<take_lock>, Query<"n", int> n) { return {"handler", std::to_string(*n)}; }

awaitable<Answer<410, Told>> answer_stock(const OutOfStock& error, const Request& request) {
  // Really suspends.
  auto executor = co_await boost::asio::this_coro::executor;
  co_await boost::asio::post(executor, use_awaitable);
  Told told{"stock", error.what() + std::string{request.path}};
  co_return Answer<410, Told>{std::move(told)};
}
Told answer_http(const HttpError& error, const Request&) { return {"http", error.detail()}; }
Told answer_invalid(const InvalidInput& error, const Request&) {
  return {"invalid", std::to_string(error.problems().size())};
}
Told answer_any(const std::exception& error, const Request&) { return {"any", error.what()}; }

class ExceptionTest : public testing::Test {
 protected:
  ExceptionTest() {
    app.get<throw_stock>("/stock").get<throw_forever>("/forever").get<throw_error>("/error");
    app.get<throw_unrelated>("/unrelated").get<throw_teapot>("/teapot").get<throw_http>("/http");
    app.get<number>("/number").get<number_with_lock>("/lock");
  }
  /// Returns the status and body of an answer.
  std::string get(std::string_view target) {
    const auto response = TestClient{app}.get(target);
    return std::to_string(response.status) + " " + response.body;
  }
  App app;
};

TEST_F(ExceptionTest, TheHandlerOfTheNearestTypeAnswers) {
  app.on_exception<std::exception>(answer_any).on_exception<OutOfStock>(answer_stock);
  EXPECT_EQ(get("/stock"), R"(410 {"by":"stock","what":"lamp/stock"})");
  EXPECT_EQ(get("/forever"), R"(410 {"by":"stock","what":"chair/forever"})");
  EXPECT_EQ(get("/error"), R"(500 {"by":"any","what":"logic"})");
  EXPECT_THROW(get("/unrelated"), Unrelated);
  EXPECT_EQ(get("/number?n=1"), R"(200 {"by":"handler","what":"1"})");
}

TEST_F(ExceptionTest, OrderOfRegistrationDoesNotMatter) {
  app.on_exception<SoldForever>([](const SoldForever&, const Request&) { return PlainText{"forever"}; });
  app.on_exception<OutOfStock>(answer_stock).on_exception<std::exception>(answer_any);
  app.on_exception<Unrelated>([](const Unrelated&, const Request&) { return Answer<202>{}; });
  EXPECT_EQ(get("/forever"), "500 forever");
  EXPECT_EQ(get("/stock"), R"(410 {"by":"stock","what":"lamp/stock"})");
  EXPECT_EQ(get("/unrelated"), "202 ");
}

TEST_F(ExceptionTest, TheLastOfOneTypeCounts) {
  app.on_exception<std::exception>([](const std::exception&, const Request&) { return PlainText{"first"}; });
  app.on_exception<std::exception>(answer_any);
  EXPECT_EQ(get("/error"), R"(500 {"by":"any","what":"logic"})");
}

TEST_F(ExceptionTest, TheLibrarysOwnAnswersCanBeReplaced) {
  app.on_exception<HttpError>(answer_http).on_exception<InvalidInput>(answer_invalid);
  EXPECT_EQ(get("/http"), R"(409 {"by":"http","what":"taken"})");
  EXPECT_FALSE(TestClient{app}.get("/http").find("X-Left"));
  EXPECT_EQ(get("/teapot"), R"(418 {"by":"http","what":"short and stout"})");
  EXPECT_EQ(get("/none"), R"(404 {"by":"http","what":"Not Found"})");
  EXPECT_EQ(get("/number"), R"(422 {"by":"invalid","what":"1"})");
  EXPECT_EQ(TestClient{app}.request("POST", "/number").body, R"({"by":"http","what":"Method Not Allowed"})");
  EXPECT_EQ(get("/docs/none"), R"(404 {"by":"http","what":"Not Found"})");
  EXPECT_EQ(get("/lock"), R"(422 {"by":"invalid","what":"1"})");
  EXPECT_TRUE(Lock::closed_with);
}

TEST_F(ExceptionTest, OneOfAStatusComesFirst) {
  app.on_exception<HttpError>(answer_http);
  app.on_status(404, [](const HttpError&, const Request& request) {
    return Html{"<p>no " + std::string{request.path} + "</p>"};
  });
  const auto response = TestClient{app}.get("/none");
  EXPECT_EQ(response.status, 404U);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(response.body, "<p>no /none</p>");
  EXPECT_EQ(get("/http"), R"(409 {"by":"http","what":"taken"})");
}

TEST_F(ExceptionTest, WithoutOneAllIsAsItWas) {
  app.on_exception<OutOfStock>(answer_stock);
  EXPECT_EQ(get("/http"), R"(409 {"detail":"taken"})");
  EXPECT_EQ(get("/teapot"), R"(418 {"detail":"short and stout"})");
  EXPECT_EQ(TestClient{app}.get("/teapot").find("X-Pot"), "tea");
  EXPECT_THROW(get("/error"), std::logic_error);
}

TEST_F(ExceptionTest, WhatAHandlerThrowsGoesOn) {
  app.on_exception<std::logic_error>(
      [](const std::logic_error&, const Request&) -> PlainText { throw HttpError{503, "later"}; });
  EXPECT_EQ(get("/error"), R"(503 {"detail":"later"})");
}

}  // namespace
}  // namespace gatehouse::web
