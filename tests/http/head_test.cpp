// SPDX-License-Identifier: Apache-2.0

#include "http/messages/head.h"

#include <gtest/gtest.h>

#include <string>

namespace gatehouse::http {
namespace {

std::string head_of(const Response& response, std::size_t body_size, unsigned version = 11,
                    bool keep = true) {
  OutBuffer out;
  HeadContext context;
  context.date_line = "Date: D\r\n";
  context.request_id = "R";
  context.version = version;
  context.keep_alive = keep;
  write_head(out, response, body_size, context);
  return std::string{out.view()};
}

TEST(Head, IsWrittenInFull) {
  Response response;
  response.content_type = "text/plain";
  response.set("X-A", "1");
  response.set("X-A", "");
  EXPECT_EQ(head_of(response, 12),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: "
            "12\r\nX-Content-Type-Options: nosniff\r\nX-Request-ID: R\r\n"
            "X-A: 1\r\nX-A: \r\n\r\n");
}

TEST(Head, SaysWhetherTheConnectionStays) {
  const Response response;
  const std::string start =
      "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\nX-Content-Type-Options: nosniff\r\nX-Request-ID: "
      "R\r\n";
  EXPECT_EQ(head_of(response, 0, 11, true), start + "\r\n");
  EXPECT_EQ(head_of(response, 0, 11, false), start + "Connection: close\r\n\r\n");
  EXPECT_EQ(head_of(response, 0, 10, true), start + "Connection: keep-alive\r\n\r\n");
  EXPECT_EQ(head_of(response, 0, 10, false), start + "Connection: close\r\n\r\n");
}

TEST(Head, HasNoLengthWhereThereCanBeNoBody) {
  Response response;
  for (const unsigned status : {204U, 304U}) {
    response.status = status;
    EXPECT_EQ(head_of(response, 5).find("Content-Length"), std::string::npos) << status;
  }
}

TEST(Head, TakesNoContentTypeThatSplitsTheAnswer) {
  Response response;
  response.content_type = "text/plain\r\nX-Injected: 1";
  EXPECT_EQ(head_of(response, 0).find("X-Injected"), std::string::npos);
}

TEST(Head, HoldsLongFields) {
  Response response;
  const std::string value(100'000, 'v');
  response.set("X-Long", value);
  EXPECT_NE(head_of(response, 0).find("X-Long: " + value + "\r\n"), std::string::npos);
}

}  // namespace
}  // namespace gatehouse::http
