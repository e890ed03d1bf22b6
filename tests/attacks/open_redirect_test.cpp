// SPDX-License-Identifier: Apache-2.0
// Redirects that add or remove a slash must stay on their own origin (CWE-601).
#include <gtest/gtest.h>

#include <string>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

PlainText page(Path<"page", std::string> name) { return PlainText{*name}; }
PlainText pages(Path<"rest", std::string> rest) { return PlainText{*rest}; }

// Browsers read a backslash as a slash, and ignore tabs and line ends.
TEST(OpenRedirect, SlashRedirectsStayOnTheirOrigin) {
  App app;
  app.get<page>("/{page}").get<page>("/below/{page}/").get<pages>("/all/{rest:path}");
  TestClient client{app};
  for (const std::string path : {"/\\evil.com/", "//evil.com/", "/\\/evil.com/", "/\\\\evil.com/",
                                 "/%5Cevil.com/", "/%2Fevil.com/", "/%2F%2Fevil.com/", "/%09/evil.com/",
                                 "/\t/evil.com/", "/\tevil.com/", "/evil.com\r\nSet-Cookie: a=b/", "///",
                                 "/\\/", "/below/\\evil.com", "/below//evil.com", "//below/x"}) {
    const auto answer = client.get(path);
    const auto location = answer.find("Location").value_or("/");
    EXPECT_TRUE(location.starts_with('/')) << path;
    EXPECT_FALSE(location.starts_with("//")) << path;
    EXPECT_EQ(location.find_first_of("\\\t\r\n "), std::string::npos) << path << " to " << location;
  }
  EXPECT_EQ(client.get("/\\evil.com/?a=\\b").find("Location"), "/%5Cevil.com?a=%5Cb");
  EXPECT_EQ(client.get("/evil.com/?a=b&c=%20").find("Location"), "/evil.com?a=b&c=%20");
}

}  // namespace
}  // namespace gatehouse::web
