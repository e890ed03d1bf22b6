// SPDX-License-Identifier: Apache-2.0
#include "server/log_text.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "server/files.h"

namespace gatehouse::server {
namespace {

using namespace std::string_view_literals;

std::string json(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string visible(std::string_view text) {
  std::string out;
  append_visible(out, text);
  return out;
}

std::string visible_value(std::string_view text) {
  std::string out;
  append_visible_value(out, text);
  return out;
}

TEST(LogText, Escapes) {
  struct Row {
    std::string_view text;
    std::string_view json;
    std::string_view visible;
  };
  const Row rows[] = {
      {""sv, R"("")", ""},
      {"plain /path"sv, R"("plain /path")", "plain /path"},
      {"say \"hi\" \\ "sv, R"("say \"hi\" \\ ")", "say \"hi\" \\ "},
      {"a\nb\r\tc"sv, R"("a\nb\r\tc")", R"(a\nb\r\tc)"},
      {"\0\x1b[31m\x7f"sv, R"("\u0000\u001b[31m\u007f")", R"(\x00\x1b[31m\x7f)"},
      {"gr\u00fc\u00df \u20ac \U0001f511"sv, "\"gr\u00fc\u00df \u20ac \U0001f511\"",
       "gr\u00fc\u00df \u20ac \U0001f511"},
      {"\u009b31m"sv, R"("\u009b31m")", R"(\u{009b}31m)"},              // CSI as one character
      {"\u202egnp.exe"sv, R"("\u202egnp.exe")", R"(\u{202e}gnp.exe)"},  // right-to-left override
      {"a\u2028b\ufeff"sv, R"("a\u2028b\ufeff")", R"(a\u{2028}b\u{feff})"},
      {"\xff\xc3"sv, "\"\ufffd\ufffd\"", R"(\xff\xc3)"},                              // invalid; cut off
      {"\xc0\xaf"sv, "\"\ufffd\ufffd\"", R"(\xc0\xaf)"},                              // overlong
      {"\xe0\x80\xaf"sv, "\"\ufffd\ufffd\ufffd\"", R"(\xe0\x80\xaf)"},                // overlong
      {"\xed\xa0\x80"sv, "\"\ufffd\ufffd\ufffd\"", R"(\xed\xa0\x80)"},                // surrogate
      {"\xf4\x90\x80\x80"sv, "\"\ufffd\ufffd\ufffd\ufffd\"", R"(\xf4\x90\x80\x80)"},  // over U+10FFFF
      {"\x80z"sv, "\"\ufffdz\"", R"(\x80z)"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(json(row.text), row.json);
    EXPECT_EQ(visible(row.text), row.visible);
  }
}

TEST(LogText, ValuesAreQuotedWhereTheirEndIsNotPlain) {
  EXPECT_EQ(visible_value("127.0.0.1:80"), "127.0.0.1:80");
  EXPECT_EQ(visible_value(""), R"("")");
  EXPECT_EQ(visible_value("a b"), R"("a b")");
  EXPECT_EQ(visible_value("a level=error"), R"("a level=error")");
  EXPECT_EQ(visible_value("a=b"), R"("a=b")");
  EXPECT_EQ(visible_value("\" x=\"\\"), R"("\" x=\"\\")");
  EXPECT_EQ(visible_value("\n"), R"("\n")");
}

TEST(LogText, QuotedIsCut) {
  EXPECT_EQ(in_quotes("a\"b"), R"("a\"b")");
  EXPECT_EQ(in_quotes(std::string(200, 'x')), "\"" + std::string(100, 'x') + "…\"");
}

// Whatever the bytes are: one line, valid JSON, and everything that was valid comes back.
void expect_fit(std::string_view text) {
  const auto encoded = json(text);
  boost::system::error_code error;
  const auto value = boost::json::parse(encoded, error);
  ASSERT_FALSE(error) << encoded;
  const std::string decoded{value.as_string()};
  EXPECT_EQ(json(decoded), encoded);
  for (const auto& shown : {encoded, visible(text), visible_value(text)}) {
    for (const char c : shown) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << encoded;
  }
  if (decoded.find("\ufffd") == std::string::npos) {
    EXPECT_EQ(decoded, text);
  }
}

TEST(LogText, EveryPairOfBytes) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const char text[] = {'x', static_cast<char>(a), static_cast<char>(b), 'y'};
      expect_fit({text, sizeof text});
    }
  }
}

TEST(LogText, NaughtyStrings) {
  const auto strings =
      boost::json::parse(read_file(GATEHOUSE_TEST_DATA "/naughty_strings/blns.json")).as_array();
  EXPECT_GT(strings.size(), 500U);
  for (const auto& text : strings) expect_fit(text.as_string());
}

}  // namespace
}  // namespace gatehouse::server
