// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include <boost/json/parse.hpp>

#include "gatehouse/web.h"
#include "web/forms/multipart.h"
#include "web/forms/url_encoded.h"

namespace gatehouse::web {
namespace {

TEST(UrlEncoded, AgreesWithTheUrlStandardsTests) {
  std::ifstream in{GATEHOUSE_TEST_DATA "/urlencoded/urlencoded-parser-data.json"};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  const auto cases = boost::json::parse(text).as_array();
  EXPECT_EQ(cases.size(), 35U);
  for (const auto& each : cases) {
    const std::string input{each.at("input").as_string()};
    detail::NameValues expected;
    for (const auto& pair : each.at("output").as_array()) {
      expected.emplace_back(pair.at(0).as_string(), pair.at(1).as_string());
    }
    EXPECT_EQ(detail::parse_url_encoded(input, 1000), expected) << input;
  }
}

TEST(UrlEncoded, StopsAtTheLimit) { EXPECT_EQ(detail::parse_url_encoded("a&b&c&d", 3).size(), 3U); }

struct Fields {
  std::string name;
  std::optional<int> number;
  std::optional<std::vector<std::string>> tags;
};
BOOST_DESCRIBE_STRUCT(Fields, (), (name, number, tags))
Fields echo(Form<Fields> form) { return *form; }

struct Fixture {
  Fixture() { app.post<echo>("/form"); }
  Response multipart(const std::string& body, const std::string& type = "multipart/form-data; boundary=XX") {
    return TestClient{app}.request("POST", "/form", body, {{"Content-Type", type}});
  }
  App app;
};

std::string part(const std::string& disposition, const std::string& content) {
  return "--XX\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(Form, ReadsUrlEncoded) {
  Fixture f;
  TestClient client{f.app};
  EXPECT_EQ(client.post_form("/form", "name=a+b&number=3&tags=x&tags=y&other=z").body,
            R"({"name":"a b","number":3,"tags":["x","y"]})");
  EXPECT_EQ(client.post_form("/form", "name=x&name=y").body, R"({"name":"y","number":null,"tags":null})");
  EXPECT_EQ(
      client.post_form("/form", "name=&number=x").body,
      R"({"detail":[{"loc":["body","name"],"msg":"field required","type":"value_error.missing"},)"
      R"({"loc":["body","number"],"msg":"value is not a valid integer","type":"type_error.integer"}]})");
  EXPECT_EQ(client.post_form("/form", "name=%ff").body,
            "{\"name\":\"\xef\xbf\xbd\",\"number\":null,\"tags\":null}");
}

TEST(Form, ReadsMultipart) {
  Fixture f;
  EXPECT_EQ(f.multipart(part("form-data; name=\"name\"", "a\r\nb") + part("form-data; name=number", "3") +
                        "--XX--\r\n")
                .body,
            R"({"name":"a\r\nb","number":3,"tags":null})");
  EXPECT_EQ(f.multipart("preamble\r\n" + part("form-data; name=name", "a") + "--XX--",
                        R"(Multipart/Form-Data; Boundary="XX")")
                .status,
            200U);
  EXPECT_EQ(f.multipart(part(R"(form-data; name="name"; filename="f.txt")", "a") + "--XX--").body,
            R"({"detail":[{"loc":["body","name"],"msg":"str type expected","type":"type_error.str"}]})");
}

TEST(Form, RefusesBrokenMultipart) {
  Fixture f;
  EXPECT_EQ(f.multipart("--XX--", "multipart/form-data").body,
            R"({"detail":"Missing boundary in multipart."})");
  for (const std::string& body :
       {std::string{}, std::string{"--XX"}, part("form-data; name=name", "a"),
        std::string{"--XX\r\n\r\nno head\r\n--XX--"}, part("attachment; name=name", "a") + "--XX--",
        part("form-data", "a") + "--XX--", std::string{"--XX\r\nno colon\r\n\r\na\r\n--XX--"},
        "--XX junk\r\n" + part("form-data; name=name", "a") + "--XX--"}) {
    const auto response = f.multipart(body);
    EXPECT_EQ(response.status, 400U) << body;
    EXPECT_EQ(response.body, R"({"detail":"There was an error parsing the body"})") << body;
  }
}

TEST(Form, LimitsItsFields) {
  Fixture f;
  std::string form = "name=a";
  for (int i = 0; i < 1000; ++i) form += "&x=1";
  EXPECT_EQ(TestClient{f.app}.post_form("/form", form).status, 400U);
}

}  // namespace
}  // namespace gatehouse::web
