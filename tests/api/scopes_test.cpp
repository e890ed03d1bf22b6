// SPDX-License-Identifier: Apache-2.0
// Endpoints that need a scope: the token must have it, and its user must have been granted it.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <string>

#include "api/account/caller.h"
#include "auth/sessions_under_test.h"
#include "gatehouse/web.h"

namespace gatehouse::api {
namespace {

struct Count {
  int users = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (users))

Count count_users(web::Security<account::get_caller, "admin">) { return {1}; }

class ScopesTest : public testing::Test {
 protected:
  ScopesTest() {
    app.get<count_users>("/users");
    // The app is destroyed before the objects that it shares.
    app.share(std::shared_ptr<auth::AccessChecks>(std::shared_ptr<void>{}, &test.program->tokens));
  }
  http::Response ask(const std::string& token) {
    return web::TestClient{app}.get("/users", {{"Authorization", "Bearer " + token}});
  }
  void grant(std::vector<std::string> added, std::vector<std::string> removed) {
    auth::run(
        test.program->accounts.update_roles(store::Actor{}, user.id, std::move(added), std::move(removed)))
        .value();
  }
  void expect_insufficient(const std::string& token) {
    const auto response = ask(token);
    EXPECT_EQ(response.status, 403U);
    EXPECT_EQ(response.body, R"({"detail":"Not enough permissions","code":"insufficient_scope"})");
    EXPECT_EQ(response.find("WWW-Authenticate"), R"(Bearer error="insufficient_scope", scope="admin")");
  }

  auth::SessionsUnderTest test;
  store::User user = test.add();
  web::App app;
};

TEST_F(ScopesTest, ATokenOpensWhatItsUserWasGrantedWhenItWasIssued) {
  const auto before = test.log_in().value();
  expect_insufficient(before.access);
  grant({"admin", "x"}, {});
  expect_insufficient(before.access);
  EXPECT_EQ(ask(test.log_in().value().access).status, 200U);
}

TEST_F(ScopesTest, ATokenThatAskedForLessOpensLess) {
  grant({"admin", "x"}, {});
  auto& sessions = test.program->sessions;
  const auto less = auth::run(sessions.log_in(store::Actor{}, test.email, Secret{test.password},
                                              auth::test_job(), {"x", std::nullopt}))
                        .value();
  expect_insufficient(less.access);
}

TEST_F(ScopesTest, WhatIsTakenAwayIsRefusedAtOnce) {
  grant({"admin"}, {});
  const auto pair = test.log_in().value();
  EXPECT_EQ(ask(pair.access).status, 200U);
  EXPECT_EQ(ask(pair.access).status, 200U);
  grant({"x"}, {"admin"});
  expect_insufficient(pair.access);
  grant({"admin"}, {});
  EXPECT_EQ(ask(pair.access).status, 200U) << "the token has it still";
}

TEST_F(ScopesTest, StrangersAreToldToLogIn) {
  EXPECT_EQ(web::TestClient{app}.get("/users").status, 401U);
  EXPECT_EQ(ask("nonsense").status, 403U);
}

}  // namespace
}  // namespace gatehouse::api
