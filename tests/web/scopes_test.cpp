// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>
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

inline constexpr OAuth2PasswordBearer bearer{"/login", "JWT"};
inline constexpr HTTPBearer service{"service"};
inline constexpr OpenIdConnect open_id{"https://id.example.com/.well-known/openid-configuration", "SSO"};

/// In this test a token is its own scope. Receives the required scopes as FastAPI's SecurityScopes does.
std::string check(std::string_view token, const SecurityScopes& scopes, const char* name, Trace& trace) {
  trace.calls += std::string{name} + "(" + std::string{scopes.scope_str()} + ")";
  if (!scopes.are_in(token)) throw InsufficientScope{scopes};
  return std::string{token};
}
std::string get_user(Depends<bearer> token, SecurityScopes scopes, State<Trace> trace) {
  return check(*token, scopes, "user", *trace);
}
awaitable<std::string> get_active_user(Security<get_user, "active"> user, State<Trace> trace) {
  trace->calls += "a";
  co_return *user;
}
std::string get_service(Depends<service> token, Depends<open_id>, SecurityScopes scopes, State<Trace> trace) {
  return check(*token, scopes, "service", *trace);
}
int count(State<Trace> trace) {
  trace->calls += "c";
  return 1;
}
awaitable<> only_admin(Security<get_user, "admin">) { co_return; }
/// Receives scopes, and has a dependency that does not.
void need(Depends<count>, SecurityScopes scopes, State<Trace> trace) {
  trace->calls += "n" + std::to_string(scopes.size());
}

Seen read_me(Depends<get_user> user) { return {*user}; }
Seen read_items(Security<get_active_user, "items:write", "items"> user) { return {*user}; }
Seen read_both(Security<get_user, "b", "a"> user, Depends<get_user> plain,
               Security<get_user, "a", "b", "a"> again) {
  return {*user + *plain + *again};
}
Seen read_service(Security<get_service, "job"> name) { return {*name}; }
Seen read_needs(Security<need, "x">, Security<need, "y">, Depends<count>) { return {}; }
Seen list() { return {"list"}; }

class ScopesTest : public testing::Test {
 protected:
  ScopesTest() {
    app.get<read_me>("/me").get<read_items>("/items").get<read_both>("/both").get<read_service>("/service");
    app.get<read_needs>("/needs");
    Router<only_admin> admin{{.prefix = "/admin"}};
    admin.get<list>("/list").get<read_items>("/items");
    app.include(admin);
    app.share(trace);
  }
  Response get(std::string_view target, const std::string& scope) {
    trace->calls.clear();
    return TestClient{app}.get(target, {{"Authorization", "Bearer " + scope}});
  }
  void expect_refused(std::string_view target, const std::string& scope, std::string_view needed) {
    const auto response = get(target, scope);
    EXPECT_EQ(response.status, 403U) << target;
    EXPECT_EQ(response.body, R"({"detail":"Not enough permissions"})") << target;
    EXPECT_EQ(response.find("WWW-Authenticate"),
              R"(Bearer error="insufficient_scope", scope=")" + std::string{needed} + "\"");
  }

  std::shared_ptr<Trace> trace = std::make_shared<Trace>();
  App app{{.scopes = {{"admin", "Do anything"}, {"unused", "Nobody needs it"}}}};
};

TEST_F(ScopesTest, AddUpOnTheWayToWhoeverTakesThem) {
  EXPECT_EQ(get("/items", "items active items:write").body, R"({"text":"items active items:write"})");
  EXPECT_EQ(trace->calls, "user(active items items:write)a");
  expect_refused("/items", "items:write active", "active items items:write");
  expect_refused("/items", "items items:write", "active items items:write");
}

TEST_F(ScopesTest, AreWholeWords) {
  for (const char* scope :
       {"", "activeitemsitems:write", "xactive items items:write", "active,items,items:write",
        "ACTIVE items items:write", "active items items:writes"}) {
    EXPECT_EQ(get("/items", scope).status, 403U) << scope;
  }
  EXPECT_EQ(get("/items", "  active   items:write  items ").status, 200U);
}

TEST_F(ScopesTest, AreNoneWhereNobodyNamesOne) {
  EXPECT_EQ(get("/me", "x").body, R"({"text":"x"})");
  EXPECT_EQ(trace->calls, "user()");
}

TEST_F(ScopesTest, DependencyRunsOnceForEachSet) {
  EXPECT_EQ(get("/both", "a b").body, R"({"text":"a ba ba b"})");
  EXPECT_EQ(trace->calls, "user(a b)user()") << "the order and the repetitions of a set mean nothing";
  EXPECT_EQ(get("/needs", "").status, 200U);
  EXPECT_EQ(trace->calls, "cn1n1") << "what sees no scopes runs once";
}

TEST_F(ScopesTest, GuardsOfRoutersNeedThem) {
  EXPECT_EQ(get("/admin/list", "admin").status, 200U);
  expect_refused("/admin/list", "items", "admin");
  expect_refused("/admin/items", "active items items:write", "admin");
  expect_refused("/admin/items", "admin items items:write", "active items items:write");
  EXPECT_EQ(TestClient{app}.get("/admin/list").status, 401U);
}

TEST_F(ScopesTest, ReplacedDependenciesDecideThemselves) {
  app.override<get_user>([](const Request&) { return std::string{"replaced"}; });
  EXPECT_EQ(TestClient{app}.get("/items").body, R"({"text":"replaced"})");
  EXPECT_EQ(TestClient{app}.get("/admin/list").status, 200U);
  EXPECT_EQ(trace->calls, "a");
}

TEST_F(ScopesTest, ReplacedUsesLeaveTheOthers) {
  app.override<get_active_user>([](const Request&) { return std::string{"replaced"}; });
  EXPECT_EQ(TestClient{app}.get("/items").body, R"({"text":"replaced"})");
  expect_refused("/admin/list", "items", "admin");
}

TEST_F(ScopesTest, TheDocumentNamesThem) {
  ASSERT_TRUE(app.start());
  const auto document = boost::json::parse(app.openapi());
  const auto operation = [&](std::string_view path) { return document.at("paths").at(path).at("get"); };
  const auto security = [&](std::string_view path) {
    return boost::json::serialize(operation(path).at("security"));
  };
  EXPECT_EQ(security("/me"), R"([{"JWT":[]}])");
  EXPECT_EQ(security("/items"), R"([{"JWT":["active","items","items:write"]}])");
  EXPECT_EQ(security("/both"), R"([{"JWT":["a","b"]}])");
  EXPECT_EQ(security("/admin/list"), R"([{"JWT":["admin"]}])");
  EXPECT_EQ(security("/admin/items"), R"([{"JWT":["active","admin","items","items:write"]}])");
  // OpenAPI 3.1, 4.8.30: for other schemes these are the names of roles.
  EXPECT_EQ(security("/service"), R"([{"service":["job"],"SSO":["job"]}])") << "both are needed";
  EXPECT_EQ(operation("/items").at("responses").at("403").at("description"),
            "The credentials are not valid, or lack a scope");
  EXPECT_EQ(operation("/me").at("responses").at("403").at("description"), "The credentials are not valid");
  const auto& schemes = document.at("components").at("securitySchemes");
  EXPECT_EQ(
      boost::json::serialize(schemes.at("JWT").at("flows").at("password").at("scopes")),
      R"({"admin":"Do anything","unused":"Nobody needs it","active":"","items":"","items:write":"","a":"","b":""})");
  EXPECT_EQ(boost::json::serialize(schemes.at("service")), R"({"type":"http","scheme":"bearer"})");
}

TEST(InsufficientScope, NamesNoScopeWhereNoneIsNeeded) {
  const InsufficientScope error{SecurityScopes{{}, ""}, "no"};
  EXPECT_EQ(error.status(), 403U);
  EXPECT_EQ(error.detail(), "no");
  EXPECT_EQ(error.fields()[0].second, R"(Bearer error="insufficient_scope")");
}

// Everything is computed at compile time.
static_assert(detail::ScopeList<>::text().empty());
static_assert(detail::UnionOf<detail::ScopeList<detail::Scope<"b">, detail::Scope<"a">>,
                              detail::ScopeList<detail::Scope<"b">>>::text() == "a b");
static_assert(!detail::SeesScopes<count>::value && detail::SeesScopes<get_active_user>::value);
static_assert(std::is_same_v<detail::DependenciesOf<detail::RootsOf<read_me>>,
                             detail::mp::mp_list<detail::Dependency<bearer>, detail::Dependency<get_user>>>);

}  // namespace
}  // namespace gatehouse::web
