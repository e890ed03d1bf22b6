// SPDX-License-Identifier: Apache-2.0
// The handling of a body before its handler runs: types, content codings, limits; and repeated header fields.
#include <gtest/gtest.h>
#include <zlib.h>

#include <boost/json/parse.hpp>
#include <set>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

struct Note {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

struct Search {
  std::optional<std::string> word;
  std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(Search, (), (word, limit))

Note json(Json<Note> note) { return *note; }
std::vector<int> numbers(Json<std::vector<int>> list) { return *list; }
Note form(Form<Note> note) { return *note; }
Note raw(RawBody body) { return {*body}; }
Note search(Form<Search> search) { return {search->word.value_or("(none)")}; }
awaitable<Note> stream(BodyStream body) {
  Note note;
  for (;;) {
    const auto piece = co_await body.next();
    if (!piece) break;
    note.text += *piece;
  }
  co_return note;
}
Note ask(Query<"limit", std::optional<int>> limit, Query<"tags", std::optional<std::vector<std::string>>>,
         Header<"x-count", std::optional<int>>, Cookie<"mode", std::optional<OneOf<"a", "b">>>) {
  return {std::to_string(limit->value_or(-1))};
}
Note tokens(Header<"x-token", std::vector<std::string>> list) {
  Note note;
  for (const auto& token : *list) note.text += token + ";";
  return note;
}
Note maybe_tokens(Header<"x-token", std::optional<std::set<int>>> list) {
  return {*list ? std::to_string((**list).size()) : "(none)"};
}

std::string gzip(const std::string& text) {
  std::string out(text.size() + 1024, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

using Fields = TestClient::Fields;
const std::string good = R"({"text":"hello"})";
const Fields as_json{{"Content-Type", "application/json"}};

Fields coded(std::string coding, std::string type = "application/json") {
  return {{"Content-Type", std::move(type)}, {"Content-Encoding", std::move(coding)}};
}

TEST(ContentType, OfJsonIsAskedForWhereTheOperationSaysSo) {
  App app;
  app.post<json>("/lenient").post<json>("/strict", {.requires_json_type = true});
  TestClient client{app};
  for (const auto* type :
       {"application/json", "Application/JSON; charset=utf-8", "application/vnd.api+json"}) {
    EXPECT_EQ(client.request("POST", "/strict", good, {{"Content-Type", type}}).status, 200U) << type;
  }
  EXPECT_EQ(client.request("POST", "/lenient", good).status, 200U);
  EXPECT_EQ(client.request("POST", "/lenient", good, {{"Content-Type", "text/plain"}}).status, 422U);
  for (const Fields& fields : {Fields{}, Fields{{"Content-Type", ""}}, Fields{{"Content-Type", "text/plain"}},
                               Fields{{"Content-Type", "application/x-www-form-urlencoded"}}}) {
    const auto answer = client.request("POST", "/strict", good, fields);
    EXPECT_EQ(answer.status, 415U);
    EXPECT_EQ(answer.body, R"({"detail":"The body's Content-Type must be application/json"})");
    EXPECT_EQ(answer.find("Accept"), "application/json");
  }
  // Without a body no type is needed.
  EXPECT_EQ(client.request("POST", "/strict").status, 422U);
}

TEST(ContentEncoding, IsRefusedUnlessAskedFor) {
  App app;
  app.post<json>("/json").post<form>("/form").post<raw>("/raw").post<stream>("/stream").post<search>(
      "/search");
  TestClient client{app};
  for (const auto* path : {"/json", "/form", "/raw", "/stream", "/search"}) {
    for (const auto* coding : {"gzip", "GZIP", "br", "identity, gzip", "x"}) {
      for (const auto& body : {gzip(good), good}) {
        const auto answer = client.request("POST", path, body, coded(coding));
        EXPECT_EQ(answer.status, 415U) << path << " " << coding;
        EXPECT_EQ(answer.find("Accept-Encoding"), "identity");
      }
    }
  }
  EXPECT_EQ(client.request("POST", "/json", good, coded("identity")).status, 200U);
  EXPECT_EQ(client.request("POST", "/json", good, coded("")).status, 200U);
  EXPECT_EQ(client.request("POST", "/search", "", coded("gzip")).status, 200U);  // nothing is coded
}

TEST(ContentEncoding, IsDecodedUpToALimit) {
  App app;
  const OperationOptions decoding{.max_decoded_body = 1000};
  app.post<json>("/json", decoding).post<form>("/form", decoding).post<raw>("/raw", decoding);
  TestClient client{app};
  for (const auto* coding : {"gzip", "x-gzip", "GZip, identity"}) {
    EXPECT_EQ(client.request("POST", "/json", gzip(good), coded(coding)).body, good) << coding;
  }
  const auto form_type = "application/x-www-form-urlencoded";
  EXPECT_EQ(client.request("POST", "/form", gzip("text=hello"), coded("gzip", form_type)).body, good);
  EXPECT_EQ(client.request("POST", "/raw", gzip("hello"), coded("gzip", "x/y")).body, good);
  EXPECT_EQ(client.request("POST", "/raw", gzip("hel") + gzip("lo"), coded("gzip", "x/y")).body, good);
  EXPECT_EQ(client.request("POST", "/json", good, as_json).body, good);
  const std::string longest(1000, 'x');
  EXPECT_EQ(client.request("POST", "/raw", gzip(longest), coded("gzip")).body,
            R"({"text":")" + longest + "\"}");
  EXPECT_EQ(client.request("POST", "/raw", gzip(longest + "x"), coded("gzip")).status, 413U);
  EXPECT_EQ(client.request("POST", "/raw", gzip(std::string(100'000'000, 'x')), coded("gzip")).status, 413U);
  for (const auto& body : {good, gzip(good).substr(0, 20), gzip(good) + "x"}) {
    EXPECT_EQ(client.request("POST", "/json", body, coded("gzip")).status, 400U);
  }
  const auto refused = client.request("POST", "/json", gzip(good), coded("gzip, gzip"));
  EXPECT_EQ(refused.status, 415U);
  EXPECT_EQ(refused.find("Accept-Encoding"), "gzip");
}

TEST(ContentEncoding, CannotBeDecodedWhileABodyArrives) {
  App app;
  app.post<stream>("/stream", {.max_decoded_body = 1000});
  const auto started = app.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().find("max_decoded_body"), std::string::npos) << started.error();
}

TEST(JsonBody, HasALimitOfValues) {
  App app;
  app.post<numbers>("/numbers").post<numbers>("/few", {.max_json_nodes = 4}).post<json>("/json");
  TestClient client{app};
  EXPECT_EQ(client.post_json("/few", "[1,2,3]").status, 200U);
  const auto answer = client.post_json("/few", "[1,2,3,4]");
  EXPECT_EQ(answer.status, 422U);
  EXPECT_EQ(boost::json::parse(answer.body).at_pointer("/detail/0/msg"), "the document has too many values");
  EXPECT_EQ(boost::json::parse(answer.body).at_pointer("/detail/0/type"), "value_error.jsondecode");
  std::string ones = "[1";
  for (int i = 0; i < 100'000; ++i) ones += ",1";
  ones += ']';
  EXPECT_EQ(client.post_json("/numbers", ones).status, 422U);
  EXPECT_EQ(client.post_json("/json", R"({"x":)" + ones + R"(,"text":"hello"})").body, good);
  std::string wrong = "[null";
  for (int i = 0; i < 1000; ++i) wrong += ",null";
  const auto told = boost::json::parse(client.post_json("/numbers", wrong + "]").body);
  EXPECT_EQ(told.at("detail").as_array().size(), schema::max_problems);
}

TEST(FormBody, MayBeAbsentWhereNothingInItIsRequired) {
  App app;
  app.post<search>("/search").post<form>("/form");
  TestClient client{app};
  EXPECT_EQ(client.request("POST", "/search").body, R"x({"text":"(none)"})x");
  EXPECT_EQ(client.post_form("/search", "word=a").body, R"({"text":"a"})");
  EXPECT_EQ(client.request("POST", "/form").status, 422U);
  const auto document = boost::json::parse(app.openapi());
  EXPECT_EQ(document.at_pointer("/paths/~1search/post/requestBody/required"), false);
  EXPECT_EQ(document.at_pointer("/paths/~1form/post/requestBody/required"), true);
}

TEST(Parameters, AreNeverNullInTheDocument) {
  App app;
  app.get<ask>("/ask").post<search>("/search").post<json>("/json").get<maybe_tokens>("/maybe");
  TestClient client{app};
  EXPECT_EQ(client.get("/ask?limit=5").body, R"({"text":"5"})");
  EXPECT_EQ(client.get("/ask?limit=null").status, 422U);
  const auto& text = app.openapi();
  EXPECT_EQ(text.find("null"), std::string::npos) << text;
  const auto document = boost::json::parse(text);
  EXPECT_EQ(document.at_pointer("/paths/~1ask/get/parameters/0/schema/type"), "integer");
  EXPECT_EQ(document.at_pointer("/paths/~1ask/get/parameters/0/required"), false);
}

TEST(Header, OfAListHasAllFieldsOfItsName) {
  App app;
  app.get<tokens>("/tokens").get<maybe_tokens>("/maybe");
  TestClient client{app};
  EXPECT_EQ(client.get("/tokens", {{"X-Token", "a"}, {"x-other", "z"}, {"x-token", "b, c"}}).body,
            R"({"text":"a;b, c;"})");
  EXPECT_EQ(client.get("/tokens", {{"x-token", "a"}}).body, R"({"text":"a;"})");
  EXPECT_EQ(client.get("/tokens").status, 422U);
  EXPECT_EQ(client.get("/maybe").body, R"x({"text":"(none)"})x");
  EXPECT_EQ(client.get("/maybe", {{"x-token", "1"}, {"x-token", "2"}, {"x-token", "1"}}).body,
            R"({"text":"2"})");
  const auto wrong = boost::json::parse(client.get("/maybe", {{"x-token", "1"}, {"x-token", "z"}}).body);
  EXPECT_EQ(wrong.at_pointer("/detail/0/loc"), boost::json::parse(R"(["header","x-token",1])"));
}

}  // namespace
}  // namespace gatehouse::web
