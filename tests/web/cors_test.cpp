// SPDX-License-Identifier: Apache-2.0
// CORS, compared with the answers of Starlette 0.26's CORSMiddleware to the same requests.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "gatehouse/base/ascii.h"
#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

const CorsOptions origins{
    .origins = {"https://a.example"}, .response_fields = {"X-A", "X-B"}, .credentials = true};
const CorsOptions all{.origins = {"*"}, .methods = {"*"}, .request_fields = {"*"}};
const CorsOptions two{.origins = {"https://a.example", "https://b.example"},
                      .request_fields = {"X-Token", "Accept"},
                      .credentials = true};
const CorsOptions pattern{
    .origin_pattern = R"(https://.*\.example)", .methods = {"GET", "PUT"}, .max_age = 5};

struct Case {
  const CorsOptions* options;
  std::string method;
  TestClient::Fields fields;
  unsigned status;
  std::string body;
  std::string answer_fields;
};

const std::vector<Case> cases{
    {&origins,
     "GET",
     {{"Origin", "https://a.example"}},
     200,
     "hi",
     "access-control-allow-credentials: true; access-control-allow-origin: https://a.example; "
     "access-control-expose-headers: X-A, X-B; vary: Accept, Origin"},
    {&origins,
     "GET",
     {{"Origin", "https://evil.example"}},
     200,
     "hi",
     "access-control-allow-credentials: true; access-control-expose-headers: X-A, X-B; vary: Accept"},
    {&origins, "GET", {}, 200, "hi", "vary: Accept"},
    {&origins,
     "OPTIONS",
     {{"Origin", "https://a.example"}},
     200,
     "hi",
     "access-control-allow-credentials: true; access-control-allow-origin: https://a.example; "
     "access-control-expose-headers: X-A, X-B; vary: Accept, Origin"},
    {&origins,
     "OPTIONS",
     {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "GET"}},
     200,
     "OK",
     "access-control-allow-credentials: true; access-control-allow-headers: Accept, Accept-Language, "
     "Content-Language, Content-Type; access-control-allow-methods: GET; access-control-allow-origin: "
     "https://a.example; access-control-max-age: 600; vary: Origin"},
    {&origins,
     "OPTIONS",
     {{"Origin", "https://a.example"},
      {"Access-Control-Request-Method", "GET"},
      {"Access-Control-Request-Headers", "Accept, content-type"}},
     200,
     "OK",
     "access-control-allow-credentials: true; access-control-allow-headers: Accept, Accept-Language, "
     "Content-Language, Content-Type; access-control-allow-methods: GET; access-control-allow-origin: "
     "https://a.example; access-control-max-age: 600; vary: Origin"},
    {&origins,
     "OPTIONS",
     {{"Origin", "https://evil.example"},
      {"Access-Control-Request-Method", "DELETE"},
      {"Access-Control-Request-Headers", "X-C"}},
     400,
     "Disallowed CORS origin, method, headers",
     "access-control-allow-credentials: true; access-control-allow-headers: Accept, Accept-Language, "
     "Content-Language, Content-Type; access-control-allow-methods: GET; access-control-max-age: 600; vary: "
     "Origin"},
    {&origins,
     "OPTIONS",
     {{"Origin", "https://a.example"},
      {"Access-Control-Request-Method", "GET"},
      {"Access-Control-Request-Headers", " , "}},
     200,  // Starlette: 400; a list may have empty elements (RFC 9110 5.6.1.2)
     "OK",
     "access-control-allow-credentials: true; access-control-allow-headers: Accept, Accept-Language, "
     "Content-Language, Content-Type; access-control-allow-methods: GET; access-control-allow-origin: "
     "https://a.example; access-control-max-age: 600; vary: Origin"},
    {&all, "GET", {{"Origin", "null"}}, 200, "hi", "access-control-allow-origin: *; vary: Accept"},
    {&all,  // Starlette names the origin, but without Allow-Credentials scripts cannot read the answer
     "GET",
     {{"Origin", "https://a.example"}, {"Cookie", "a=b"}},
     200,
     "hi",
     "access-control-allow-origin: *; vary: Accept"},
    {&all,
     "OPTIONS",
     {{"Origin", "https://a.example"},
      {"Access-Control-Request-Method", "PATCH"},
      {"Access-Control-Request-Headers", "X-Any, x-other"}},
     200,
     "OK",
     "access-control-allow-headers: X-Any, x-other; access-control-allow-methods: DELETE, GET, HEAD, "
     "OPTIONS, PATCH, POST, PUT; access-control-allow-origin: *; access-control-max-age: 600"},
    {&all,
     "OPTIONS",
     {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "TRACE"}},
     400,
     "Disallowed CORS method",
     "access-control-allow-methods: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT; "
     "access-control-allow-origin: *; access-control-max-age: 600"},
    {&two,
     "GET",
     {{"Origin", "https://a.example"}},
     200,
     "hi",
     "access-control-allow-credentials: true; access-control-allow-origin: https://a.example; vary: Accept, "
     "Origin"},
    {&two,
     "GET",
     {{"Origin", "https://a.example"}, {"Cookie", "a=b"}},
     200,
     "hi",
     "access-control-allow-credentials: true; access-control-allow-origin: https://a.example; vary: Accept, "
     "Origin"},
    {&two,
     "OPTIONS",
     {{"Origin", "https://a.example"},
      {"Access-Control-Request-Method", "GET"},
      {"Access-Control-Request-Headers", "x-token"}},
     200,
     "OK",
     "access-control-allow-credentials: true; access-control-allow-headers: Accept, Accept-Language, "
     "Content-Language, Content-Type, X-Token; access-control-allow-methods: GET; "
     "access-control-allow-origin: https://a.example; access-control-max-age: 600; vary: Origin"},
    {&two,
     "OPTIONS",
     {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "POST"}},
     400,
     "Disallowed CORS method",
     "access-control-allow-credentials: true; access-control-allow-headers: Accept, Accept-Language, "
     "Content-Language, Content-Type, X-Token; access-control-allow-methods: GET; "
     "access-control-allow-origin: https://a.example; access-control-max-age: 600; vary: Origin"},
    {&pattern,
     "GET",
     {{"Origin", "https://b.example"}},
     200,
     "hi",
     "access-control-allow-origin: https://b.example; vary: Accept, Origin"},
    {&pattern, "GET", {{"Origin", "https://b.example.evil"}}, 200, "hi", "vary: Accept"},
    {&pattern,
     "OPTIONS",
     {{"Origin", "https://b.example"}, {"Access-Control-Request-Method", "PUT"}},
     200,
     "OK",
     "access-control-allow-headers: Accept, Accept-Language, Content-Language, Content-Type; "
     "access-control-allow-methods: GET, PUT; access-control-allow-origin: https://b.example; "
     "access-control-max-age: 5; vary: Origin"},
};

PlainText hi(Response& response) {
  response.set("Vary", "Accept");
  return PlainText{"hi"};
}

std::string text_of(const Response& response) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : response.fields) lines.push_back(fold_case(name) + ": " + value);
  std::ranges::sort(lines);
  std::string text;
  for (const auto& line : lines) text.append(text.empty() ? "" : "; ").append(line);
  return text;
}

TEST(Cors, AnswersAsStarletteDoes) {
  for (const auto& [options, method, fields, status, body, answer_fields] : cases) {
    App app;
    app.get<hi>("/").options<hi>("/").use(cors(*options));
    const auto response = TestClient{app}.request(method, "/", {}, fields);
    const auto what = method + (fields.empty() ? "" : " from " + fields[0].second) + ": " + answer_fields;
    EXPECT_EQ(response.status, status) << what;
    EXPECT_EQ(response.body, body) << what;
    EXPECT_EQ(text_of(response), answer_fields) << what;
  }
}

TEST(Cors, IsOnErrorsToo) {
  App app;
  app.use(cors(origins));
  const auto response = TestClient{app}.get("/none", {{"Origin", "https://a.example"}});
  EXPECT_EQ(response.status, 404U);
  EXPECT_EQ(response.find("Access-Control-Allow-Origin"), "https://a.example");
}

TEST(Cors, ALongOriginIsMatchedInNoTime) {
  App app;
  app.use(cors({.origin_pattern = R"(https://(a+)+\.example)"}));
  const auto origin = "https://" + std::string(100'000, 'a') + ".evil";
  EXPECT_FALSE(TestClient{app}.get("/none", {{"Origin", origin}}).find("Access-Control-Allow-Origin"));
}

TEST(Cors, RefusesAllOriginsTogetherWithCredentials) {
  try {
    (void)cors({.origins = {"https://a.example", "*"}, .credentials = true});
    FAIL();
  } catch (const std::invalid_argument& refusal) {
    EXPECT_NE(std::string{refusal.what()}.find("name the origins"), std::string::npos);
  }
}

TEST(Cors, RefusesAPatternThatIsNone) {
  EXPECT_THROW((void)cors({.origin_pattern = "("}), std::invalid_argument);
}

}  // namespace
}  // namespace gatehouse::web
