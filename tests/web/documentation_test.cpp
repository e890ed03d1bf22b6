// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

std::string field(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.fields) {
    if (key == name) return value;
  }
  return {};
}

std::string body_of(const Response& response) {
  return std::string{response.static_body.empty() ? std::string_view{response.body} : response.static_body};
}

TEST(Documentation, ServesPagesAndTheirFiles) {
  App app{{.title = "<A & B>"}};
  TestClient client{app};
  const auto page = client.get("/docs");
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_NE(body_of(page).find("&lt;A &amp; B&gt;"), std::string::npos);
  EXPECT_NE(field(page, "Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(client.get("/redoc").status, 200U);
  EXPECT_EQ(client.get("/docs/oauth2-redirect").status, 200U);
  EXPECT_EQ(client.get("/openapi.json").content_type, "application/json");
  EXPECT_EQ(client.request("POST", "/openapi.json").status, 405U);
}

TEST(Documentation, CompressesForThoseWhoTakeIt) {
  App app;
  TestClient client{app};
  const auto css = "/docs/swagger-ui.css";
  const auto packed = client.get(css, {{"Accept-Encoding", "gzip, br"}});
  ASSERT_EQ(packed.status, 200U);
  EXPECT_EQ(field(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(body_of(packed).substr(0, 2), "\x1f\x8b");
  for (const auto& accepted : {"gzip;q=0.8", "GZIP", "br, gzip;q=1.0", "*"}) {
    EXPECT_EQ(field(client.get(css, {{"Accept-Encoding", accepted}}), "Content-Encoding"), "gzip")
        << accepted;
  }
  for (const auto& accepted : {"", "br", "gzip;q=0", "gzip; q=0.000", "notgzip", "*;q=0", "*, gzip;q=0"}) {
    const auto plain = client.get(css, {{"Accept-Encoding", accepted}});
    EXPECT_EQ(field(plain, "Content-Encoding"), "") << accepted;
    EXPECT_NE(body_of(plain).find(".swagger-ui"), std::string::npos) << accepted;
  }
}

TEST(Documentation, AnswersThatNothingChanged) {
  App app;
  TestClient client{app};
  for (const auto* path : {"/docs", "/openapi.json", "/docs/swagger-ui.css"}) {
    const auto etag = field(client.get(path), "ETag");
    ASSERT_NE(etag, "") << path;
    EXPECT_EQ(client.get(path, {{"If-None-Match", etag}}).status, 304U) << path;
    EXPECT_EQ(client.get(path, {{"If-None-Match", "\"a,b\", " + etag}}).status, 304U) << path;
    EXPECT_EQ(client.get(path, {{"If-None-Match", "W/\"other\""}}).status, 200U) << path;
    EXPECT_EQ(client.get(path, {{"If-None-Match", "\"other, " + etag}}).status, 200U)
        << path << ": within quotes";
  }
}

}  // namespace
}  // namespace gatehouse::web
