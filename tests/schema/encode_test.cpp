// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>

#include "sample.h"

namespace gatehouse::schema {
namespace {

std::string json_string(std::string_view text) {
  std::string out;
  write_json_string(out, text);
  return out;
}

TEST(WriteJsonString, Escapes) {
  EXPECT_EQ(json_string("a\"b\\c/"), R"("a\"b\\c/")");
  EXPECT_EQ(json_string("\b\f\n\r\t"), R"("\b\f\n\r\t")");
  EXPECT_EQ(json_string(std::string_view{"\0\x1f\x7f", 3}), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(json_string("é€😀"), "\"é€😀\"");
}

TEST(WriteJsonString, EscapesAtEveryPlace) {
  for (std::size_t size = 1; size <= 70; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (const auto& [byte, escaped] :
           {std::pair{"\"", "\\\""}, std::pair{"\\", "\\\\"}, std::pair{"\x01", "\\u0001"},
            std::pair{"\x7f", "\x7f"}, std::pair{"\xff", "\xef\xbf\xbd"},
            std::pair{"\xc3\xa4", "\xc3\xa4"}}) {
        const std::string before(at, 'b');
        const std::string after(size - at - 1, 'a');
        ASSERT_EQ(json_string(before + byte + after), '"' + before + escaped + after + '"')
            << size << " at " << at;
      }
    }
  }
}

TEST(WriteJsonString, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(json_string("a\xff\x62"), "\"a\xef\xbf\xbd\x62\"");
  EXPECT_EQ(json_string("\xc3"), "\"\xef\xbf\xbd\"");
}

TEST(WriteJsonNumber, IsExactAndJson) {
  std::string out;
  write_json_number(out, 0.1);
  out += ' ';
  write_json_number(out, std::numeric_limits<double>::infinity());
  out += ' ';
  write_json_number(out, -0.0);
  EXPECT_EQ(out, "0.1 null -0.0");
}

TEST(Encode, EverythingRoundTrips) {
  const std::string text = sample::everything_json;
  const auto document = parse_json(text);
  ASSERT_TRUE(document);
  Problems problems;
  Reporter reporter{problems};
  sample::Everything value;
  ASSERT_TRUE(decode(document->root, reporter, value)) << problems.front().message;
  std::string json;
  encode(json, value);
  EXPECT_EQ(json, text);
}

struct Sparse {
  Omittable<int> first;
  int second = 2;
  Omittable<std::string> third;
};
BOOST_DESCRIBE_STRUCT(Sparse, (), (first, second, third))

std::string json_of(const Sparse& value) {
  std::string json;
  encode(json, value);
  return json;
}

TEST(Encode, LeavesOutWhatIsOmitted) {
  Sparse value;
  EXPECT_EQ(json_of(value), R"({"second":2})");
  value.third = "x";
  EXPECT_EQ(json_of(value), R"({"second":2,"third":"x"})");
  value.first = 1;
  EXPECT_EQ(json_of(value), R"({"first":1,"second":2,"third":"x"})");
}

template <class T>
concept Encodable = requires(std::string& out, const T& value) { Type<T>::encode(out, value); };
static_assert(Encodable<std::string> && !Encodable<Secret> && !Encodable<SecretText<8, 128>>,
              "a secret has no way into an answer");

}  // namespace
}  // namespace gatehouse::schema
