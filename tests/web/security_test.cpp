// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Seen {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (text))

inline constexpr HTTPBearer bearer{"token"};
inline constexpr HTTPBasic basic{"admin", "the back office"};
inline constexpr APIKeyHeader header_key{"X-API-Key", "header key"};
inline constexpr APIKeyQuery query_key{"key", "query key"};
inline constexpr APIKeyCookie cookie_key{"key", "cookie key"};
inline constexpr OpenIdConnect open_id{"https://id.example.com/.well-known/openid-configuration", "SSO"};
inline constexpr Optional maybe_basic{basic};
inline constexpr Optional maybe_key{header_key};

Seen see_bearer(Depends<bearer> token) { return {std::string{*token}}; }
Seen see_basic(Depends<basic> user) { return {user->username + "|" + std::string{user->password.reveal()}}; }
Seen see_header(Depends<header_key> key) { return {*key}; }
Seen see_query(Depends<query_key> key) { return {*key}; }
Seen see_cookie(Depends<cookie_key> key) { return {*key}; }
Seen see_open_id(Depends<open_id> token) { return {std::string{*token}}; }
Seen see_either(Depends<maybe_basic> user, Depends<maybe_key> key) {
  if (*user) return {"user " + (*user)->username};
  if (*key) return {"key " + **key};
  return {"nobody"};
}

class SecurityTest : public testing::Test {
 protected:
  SecurityTest() {
    app.get<see_bearer>("/bearer").get<see_basic>("/basic").get<see_header>("/header").get<see_query>(
        "/query");
    app.get<see_cookie>("/cookie").get<see_open_id>("/open-id").get<see_either>("/either");
  }
  std::string body(std::string_view target, const TestClient::Fields& fields = {}) {
    return client().get(target, fields).body;
  }
  void expect_refused(std::string_view target, const TestClient::Fields& fields, std::string_view challenge,
                      std::string_view detail = "Not authenticated") {
    const auto response = client().get(target, fields);
    EXPECT_EQ(response.status, 401U) << target;
    EXPECT_EQ(response.body, R"({"detail":")" + std::string{detail} + R"("})") << target;
    EXPECT_EQ(response.find("WWW-Authenticate"), challenge) << target;
    EXPECT_EQ(response.find("Cache-Control"), "no-store") << target;
    EXPECT_EQ(response.fields.size(), 2U) << target;
  }

  static constexpr std::string_view realm = R"(Basic realm="the back office", charset="UTF-8")";
  App app;
  TestClient client() { return TestClient{app}; }
};

TEST_F(SecurityTest, BearerIsWhatFollowsTheScheme) {
  EXPECT_EQ(body("/bearer", {{"Authorization", "bearer abc"}}), R"({"text":"abc"})");
  EXPECT_EQ(body("/open-id", {{"Authorization", "Bearer abc"}}), R"({"text":"abc"})");
  EXPECT_EQ(body("/bearer", {{"Authorization", "Bearer   abc"}}), R"({"text":"abc"})")
      << "1*SP of RFC 9110 11.4";
  EXPECT_EQ(body("/bearer", {{"Authorization", "Bearer \tabc"}}), R"({"text":"\tabc"})");
  expect_refused("/bearer", {}, "Bearer");
  expect_refused("/bearer", {{"Authorization", "Basic YTpi"}}, "Bearer");
  expect_refused("/open-id", {}, "Bearer");
}

TEST_F(SecurityTest, BasicIsNameAndPassword) {
  EXPECT_EQ(body("/basic", {{"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}}),
            R"({"text":"Aladdin|open sesame"})")
      << "the example of RFC 7617 2";
  EXPECT_EQ(body("/basic", {{"Authorization", "basic dGVzdDoxMjPCow=="}}), "{\"text\":\"test|123\u00a3\"}")
      << "the example of RFC 7617 2.1";
  EXPECT_EQ(body("/basic", {{"Authorization", "Basic YTpiOmM="}}), R"({"text":"a|b:c"})");
  EXPECT_EQ(body("/basic", {{"Authorization", "Basic  YTpi"}}), R"({"text":"a|b"})")
      << "1*SP of RFC 9110 11.4";
  EXPECT_EQ(body("/basic", {{"Authorization", "Basic Og=="}}), R"({"text":"|"})");
}

TEST_F(SecurityTest, BasicChallengesWhatItCannotRead) {
  expect_refused("/basic", {}, realm);
  expect_refused("/basic", {{"Authorization", "Bearer YTpi"}}, realm);
  for (const char* credentials : {"Basic", "Basic ", "Basic YWI=", "Basic YTpi=", "Basic YTp", "Basic YTpi ",
                                  "Basic ====", "Basic Y===", "Basic Y=pi", "Basic YTp-"}) {
    expect_refused("/basic", {{"Authorization", credentials}}, realm, "Invalid authentication credentials");
  }
}

TEST_F(SecurityTest, KeysComeFromTheirPlaceOnly) {
  EXPECT_EQ(body("/header", {{"x-api-key", "k 1"}}), R"({"text":"k 1"})");
  EXPECT_EQ(body("/query?a=1&key=k%201"), R"({"text":"k 1"})");
  EXPECT_EQ(body("/cookie", {{"Cookie", "a=1; key=k1"}}), R"({"text":"k1"})");
  for (const char* target :
       {"/header", "/header?X-API-Key=k", "/query", "/query?key=", "/cookie", "/cookie?key=k"}) {
    expect_refused(target, {{"Key", "k"}}, "APIKey");
  }
  expect_refused("/header", {{"X-API-Key", ""}}, "APIKey");
}

TEST_F(SecurityTest, OptionalSchemesMayBeLeftOut) {
  EXPECT_EQ(body("/either"), R"({"text":"nobody"})");
  EXPECT_EQ(body("/either", {{"X-API-Key", "k"}}), R"({"text":"key k"})");
  EXPECT_EQ(body("/either", {{"X-API-Key", "k"}, {"Authorization", "Basic YTpi"}}), R"({"text":"user a"})");
}

Seen need_key_and_ask_for_user(Depends<header_key> key, Depends<maybe_basic> user) {
  return {*key + (*user ? " of " + (*user)->username : "")};
}

TEST_F(SecurityTest, OptionalSchemesAreBesideThoseThatAreNeeded) {
  app.get<need_key_and_ask_for_user>("/both");
  EXPECT_EQ(body("/both", {{"X-API-Key", "k"}}), R"({"text":"k"})");
  EXPECT_NE(app.openapi().find(R"("security":[{"header key":[]},{"header key":[],"admin":[]}])"),
            std::string::npos)
      << app.openapi();
}

TEST_F(SecurityTest, TheDocumentNamesThem) {
  ASSERT_TRUE(app.start());
  const auto& document = app.openapi();
  for (
      const std::string_view scheme :
      {R"("token":{"type":"http","scheme":"bearer"})", R"("admin":{"type":"http","scheme":"basic"})",
       R"("header key":{"type":"apiKey","in":"header","name":"X-API-Key"})",
       R"("query key":{"type":"apiKey","in":"query","name":"key"})",
       R"("cookie key":{"type":"apiKey","in":"cookie","name":"key"})",
       R"("SSO":{"type":"openIdConnect","openIdConnectUrl":"https://id.example.com/.well-known/openid-configuration"})",
       R"("security":[{"admin":[]},{"header key":[]}])"}) {
    EXPECT_NE(document.find(scheme), std::string::npos) << scheme << " in " << document;
  }
}

}  // namespace
}  // namespace gatehouse::web
