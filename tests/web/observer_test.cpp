// SPDX-License-Identifier: Apache-2.0
// What the observer of an app learns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

using testing::Contains;
using testing::ElementsAre;

int get_item(Path<"id", int> id) { return *id; }
int refuse() { throw HttpError{409, "taken"}; }
int fail() { throw std::runtime_error{"a mistake"}; }
http::Response make_response() {
  http::Response made;
  made.status = 202;
  return made;
}

/// Keeps what it is told, in words.
class Notes final : public AnswerObserver {
 public:
  void begin(std::vector<RouteName> routes) override { routes_ = std::move(routes); }
  void note_answer(const Answered& answered) noexcept override {
    const bool is_known = answered.route < routes_.size();
    all.push_back((is_known ? routes_[answered.route].method + ' ' + routes_[answered.route].path : "none") +
                  ' ' + std::to_string(answered.status));
    is_timed = is_timed && answered.duration.count() > 0;
  }
  void note_refusal(const http::Request& request, unsigned status) noexcept override {
    all.push_back("refused " + std::string{request.method} + ' ' + std::to_string(status));
  }

  std::vector<std::string> all;
  bool is_timed = true;

 private:
  std::vector<RouteName> routes_;
};

struct Observed {
  Observed() {
    app.get<get_item>("/items/{id}");
    app.post<refuse>("/items");
    app.get<fail>("/fail");
    app.get<make_response>("/made");
    app.observe(notes);
  }

  App app;
  std::shared_ptr<Notes> notes = std::make_shared<Notes>();
};

void ask(App& app) {
  TestClient client{app};
  client.get("/items/7");
  client.get("/items/x");
  client.request("POST", "/items");
  client.get("/made");
  client.get("/openapi.json");
  client.get("/nothing");
  client.request("PUT", "/items/7");
}

const auto expected = [] {
  return ElementsAre("GET /items/{id} 200", "GET /items/{id} 422", "POST /items 409", "GET /made 202",
                     "GET /openapi.json 200", "none 404", "none 405");
};

TEST(Observer, LearnsOfEachAnswerByItsRoute) {
  Observed observed;
  ask(observed.app);
  EXPECT_THAT(observed.notes->all, expected());
  EXPECT_TRUE(observed.notes->is_timed);
}

TEST(Observer, LearnsTheSameWithMiddleware) {
  Observed observed;
  observed.app.use([](const Request&, Response&, Next next) -> awaitable<> { co_await next(); });
  ask(observed.app);
  EXPECT_THAT(observed.notes->all, expected());
}

TEST(Observer, LearnsOfAnExceptionAsTheStatusThatTheServerAnswersWith) {
  Observed observed;
  TestClient client{observed.app};
  EXPECT_THROW(client.get("/fail"), std::runtime_error);
  EXPECT_THAT(observed.notes->all, Contains("GET /fail 500"));
}

TEST(Observer, LearnsOfRefusalsByTheServer) {
  Observed observed;
  http::Request request;
  request.method = "GET";
  observed.app.note_refusal(request, 431);
  EXPECT_THAT(observed.notes->all, ElementsAre("refused GET 431"));
}

}  // namespace
}  // namespace gatehouse::web
