// SPDX-License-Identifier: Apache-2.0

#include "gatehouse/http/request.h"

#include <gmock/gmock.h>

#include <set>
#include <string>

#include "gatehouse/http/response.h"
#include "http/messages/date.h"
#include "http/messages/request_id.h"

namespace gatehouse::http {
namespace {

TEST(Request, FindsFieldsWithoutRegardToCase) {
  Request request;
  request.fields = {{"Host", "a"}, {"x-one", "1"}, {"X-ONE", "2"}};
  EXPECT_EQ(request.find("X-One"), "1");
  EXPECT_EQ(request.count("x-one"), 2U);
  EXPECT_EQ(request.find("Hos"), std::nullopt);
  EXPECT_EQ(request.find("Hosts"), std::nullopt);
  EXPECT_EQ(request.count("Cookie"), 0U);
}

TEST(Request, FoldsLettersOnly) {
  EXPECT_TRUE(equal_ignoring_case("Content-Type", "cONTENT-tYPE"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
  EXPECT_FALSE(equal_ignoring_case("\xC4", "\xE4"));
  EXPECT_TRUE(equal_ignoring_case("", ""));
}

TEST(Request, FoldsTheLettersOfNamesOfEveryLength) {
  for (std::size_t size = 0; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string a(size, 'x');
      std::string b(size, 'X');
      ASSERT_TRUE(equal_ignoring_case(a, b)) << size;
      for (int byte = 0; byte < 256; ++byte) {
        a[at] = static_cast<char>(byte);
        b[at] = static_cast<char>(byte ^ 0x20);
        const bool is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        ASSERT_EQ(equal_ignoring_case(a, b), is_letter) << size << " at " << at << ": " << byte;
        b[at] = a[at];
        ASSERT_TRUE(equal_ignoring_case(a, b));
      }
    }
  }
}

TEST(Response, NamesStatuses) {
  EXPECT_EQ(reason_phrase(200), "OK");
  EXPECT_EQ(reason_phrase(431), "Request Header Fields Too Large");
  EXPECT_EQ(reason_phrase(299), "Unknown");
}

TEST(DateLine, FormatsAsTheStandardSays) {
  const struct {
    std::time_t time;
    std::string_view line;
  } cases[] = {
      {784111777, "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"},
      {0, "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"},
      {951827696, "Date: Tue, 29 Feb 2000 12:34:56 GMT\r\n"},
      {4102444799, "Date: Thu, 31 Dec 2099 23:59:59 GMT\r\n"},
  };
  DateLine line;
  for (const auto& c : cases) {
    line.set(c.time);
    EXPECT_EQ(line.text(), c.line);
  }
}

TEST(RequestIds, NeverRepeats) {
  const RequestIds::Prefix prefix{std::byte{0xAB}, std::byte{0x01}};
  RequestIds first{prefix, 0};
  RequestIds second{prefix, 0x2F};
  std::set<std::string> seen;
  for (int i = 0; i < 5000; ++i) {
    EXPECT_TRUE(seen.emplace(first.next()).second);
    EXPECT_TRUE(seen.emplace(second.next()).second);
  }
  EXPECT_EQ(first.next(), "ab0100000000-000000001389");
  EXPECT_EQ(second.next(), "ab0100000000-02f000001389");
}

}  // namespace
}  // namespace gatehouse::http
