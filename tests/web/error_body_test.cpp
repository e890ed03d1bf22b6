// SPDX-License-Identifier: Apache-2.0
// Refusals whose body is a struct of the application.
#include <gtest/gtest.h>

#include <boost/describe/enum.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "gatehouse/web.h"

namespace gatehouse::web {
namespace {

inline constexpr OAuth2PasswordBearer bearer{"/login", "JWT"};

enum class Code { taken, gone };
BOOST_DESCRIBE_ENUM(Code, taken, gone)
struct Refusal {
  std::string detail;
  Code code = Code::taken;
};
BOOST_DESCRIBE_STRUCT(Refusal, (), (detail, code))

void refuse() {
  throw HttpErrorOf<Refusal>{409, Refusal{"It is \"gone\"", Code::gone}, {{"Retry-After", "2"}}};
}
void guarded(Depends<bearer>) {}
void plain() { throw HttpError{409, "Taken"}; }

class ErrorBody : public testing::Test {
 protected:
  ErrorBody() {
    OperationOptions options{.responses = {{409, "Taken"}}};
    options.error = &schema::type_info<Refusal>;
    app.post<refuse>("/refuse", options).post<guarded>("/guarded", options).post<plain>("/plain");
  }
  App app;
};

TEST_F(ErrorBody, IsAnsweredInPlaceOfADetail) {
  TestClient client{app};
  const auto answer = client.request("POST", "/refuse");
  EXPECT_EQ(answer.status, 409U);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(answer.body, R"({"detail":"It is \"gone\"","code":"gone"})");
  ASSERT_EQ(answer.fields.size(), 1U);
  EXPECT_EQ(answer.fields[0].first, "Retry-After");
  EXPECT_EQ(client.request("POST", "/plain").body, R"({"detail":"Taken"})");
}

TEST_F(ErrorBody, IsInTheDocument) {
  const TestClient client{app};
  const auto document = boost::json::parse(app.openapi());
  const auto schema_of = [&](const char* path, const char* status) {
    const auto& responses = document.at("paths").at(path).at("post").at("responses");
    return boost::json::serialize(responses.at(status).at("content").at("application/json").at("schema"));
  };
  constexpr const char* reference = R"({"$ref":"#/components/schemas/Refusal"})";
  EXPECT_EQ(schema_of("/refuse", "409"), reference);
  EXPECT_EQ(schema_of("/guarded", "409"), reference);
  EXPECT_EQ(schema_of("/guarded", "401"), reference);
  EXPECT_EQ(schema_of("/guarded", "403"), reference);
  const auto& schemas = document.at("components").at("schemas");
  EXPECT_EQ(boost::json::serialize(schemas.at("Refusal").at("properties").at("code")),
            R"({"$ref":"#/components/schemas/Code"})");
  EXPECT_EQ(boost::json::serialize(schemas.at("Code")),
            R"({"title":"Code","enum":["taken","gone"],"type":"string"})");
}

}  // namespace
}  // namespace gatehouse::web
