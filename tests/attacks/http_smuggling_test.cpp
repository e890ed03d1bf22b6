// SPDX-License-Identifier: Apache-2.0
// Request smuggling (CWE-444): a request that two servers could read differently is refused, and the
// connection is closed, so that the bytes after it are not read as another request.

#include <gtest/gtest.h>

#include <string>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

struct Attack {
  const char* name;
  std::string bytes;
};

std::string post(std::string_view fields, std::string_view body, std::string_view version = "1.1") {
  return "POST /a HTTP/" + std::string{version} + "\r\nHost: x\r\n" + std::string{fields} + "\r\n" +
         std::string{body};
}

const std::string chunks = "5\r\nhello\r\n0\r\n\r\n";
const std::string te = "Transfer-Encoding: chunked\r\n";
const std::string nul(1, '\0');

const Attack attacks[] = {
    {"CL.TE", post("Content-Length: 6\r\n" + te, "0\r\n\r\nG")},
    {"TE.CL", post(te + "Content-Length: 4\r\n", chunks)},
    {"TE identity", post("Transfer-Encoding: identity\r\n", "hello")},
    {"TE identity with length", post("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", "hello")},
    {"TE unknown", post("Transfer-Encoding: xchunked\r\n", chunks)},
    {"TE gzip", post("Transfer-Encoding: gzip\r\n", chunks)},
    {"TE gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", chunks)},
    {"TE chunked, gzip", post("Transfer-Encoding: chunked, gzip\r\n", chunks)},
    {"TE chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", chunks)},
    {"TE chunked twice in one", post("Transfer-Encoding: chunked, chunked\r\n", chunks)},
    {"TE chunked twice", post(te + te, chunks)},
    {"TE chunked and cow", post(te + "Transfer-Encoding: cow\r\n", chunks)},
    {"TE cow and chunked", post("Transfer-Encoding: cow\r\n" + te, chunks)},
    {"TE list with empty", post("Transfer-Encoding: ,chunked\r\n", chunks)},
    {"TE with parameter", post("Transfer-Encoding: chunked;q=1\r\n", chunks)},
    {"TE quoted", post("Transfer-Encoding: \"chunked\"\r\n", chunks)},
    {"TE empty", post("Transfer-Encoding:\r\n", chunks)},
    {"TE space before colon", post("Transfer-Encoding : chunked\r\n", chunks)},
    {"TE tab before colon", post("Transfer-Encoding\t: chunked\r\n", chunks)},
    {"TE after a space", post("X: y\r\n Transfer-Encoding: chunked\r\n", chunks)},
    {"TE folded", post("Transfer-Encoding:\r\n chunked\r\n", chunks)},
    {"TE vertical tab", post("Transfer-Encoding: \x0b"
                             "chunked\r\n",
                             chunks)},
    {"TE with NUL", post("Transfer-Encoding: chunked" + nul + "\r\n", chunks)},
    {"TE after bare LF", post("X: y\nTransfer-Encoding: chunked\r\n", chunks)},
    {"TE after bare CR", post("X: y\rTransfer-Encoding: chunked\r\n", chunks)},
    {"TE on 1.0", post(te, chunks, "1.0")},
    {"CL twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello")},
    {"CL twice, different", post("Content-Length: 5\r\nContent-Length: 0\r\n", "hello")},
    {"CL list", post("Content-Length: 5, 5\r\n", "hello")},
    {"CL plus", post("Content-Length: +5\r\n", "hello")},
    {"CL minus", post("Content-Length: -5\r\n", "hello")},
    {"CL hexadecimal", post("Content-Length: 0x5\r\n", "hello")},
    {"CL with underscore", post("Content-Length: 0_5\r\n", "hello")},
    {"CL empty", post("Content-Length:\r\n", "hello")},
    {"CL fraction", post("Content-Length: 5.0\r\n", "hello")},
    {"CL over 64 bits", post("Content-Length: 18446744073709551621\r\n", "hello")},
    {"CL space before colon", post("Content-Length : 5\r\n", "hello")},
    {"chunk size minus", post(te, "-5\r\nhello\r\n0\r\n\r\n")},
    {"chunk size plus", post(te, "+5\r\nhello\r\n0\r\n\r\n")},
    {"chunk size 0x", post(te, "0x5\r\nhello\r\n0\r\n\r\n")},
    {"chunk size empty", post(te, "\r\nhello\r\n0\r\n\r\n")},
    {"chunk size over 64 bits", post(te, "10000000000000005\r\nhello\r\n0\r\n\r\n")},
    {"chunk size then space", post(te, "5 \r\nhello\r\n0\r\n\r\n")},
    {"space then chunk size", post(te, " 5\r\nhello\r\n0\r\n\r\n")},
    {"chunk size ends with LF", post(te, "5\nhello\r\n0\r\n\r\n")},
    {"chunk extension with LF", post(te, "5;a\nb\r\nhello\r\n0\r\n\r\n")},
    {"chunk extension with CR", post(te, "5;a\rb\r\nhello\r\n0\r\n\r\n")},
    {"chunk extension quoted LF", post(te, "5;a=\"\n\"\r\nhello\r\n0\r\n\r\n")},
    {"chunk extension quoted CRLF", post(te, "5;a=\"\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n\"\r\n")},
    {"chunk extension quoted NUL", post(te, "5;a=\"" + nul + "\"\r\nhello\r\n0\r\n\r\n")},
    {"last chunk extension quoted LF", post(te, "5\r\nhello\r\n0;a=\"\n\"\r\n\r\n")},
    {"chunk longer than said", post(te, "4\r\nhello\r\n0\r\n\r\n")},
    {"chunk ends with LF", post(te, "5\r\nhello\n0\r\n\r\n")},
    {"chunk ends with CR", post(te, "5\r\nhello\r0\r\n\r\n")},
    {"trailers end with LF", post(te, "0\r\nX: y\n\n")},
    {"trailer Content-Length", post(te, "0\r\nContent-Length: 3\r\n\r\n")},
    {"trailer Transfer-Encoding", post(te, "0\r\nTransfer-Encoding: chunked\r\n\r\n")},
    {"trailer Host", post(te, "0\r\nHost: y\r\n\r\n")},
    {"trailer folded", post(te, "0\r\nX: y\r\n z\r\n\r\n")},
    {"no Host", "GET /a HTTP/1.1\r\n\r\n"},
    {"Host twice", "GET /a HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"},
    {"Host twice on 1.0", "GET /a HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n"},
    {"Host with a path", "GET /a HTTP/1.1\r\nHost: x/y\r\n\r\n"},
    {"Host list", "GET /a HTTP/1.1\r\nHost: x y\r\n\r\n"},
    {"folded", "GET /a HTTP/1.1\r\nHost: x\r\nX: y\r\n z\r\n\r\n"},
    {"folded with tab", "GET /a HTTP/1.1\r\nHost: x\r\nX: y\r\n\tz\r\n\r\n"},
    {"folded from empty", "GET /a HTTP/1.1\r\nHost: x\r\nX:\r\n z\r\n\r\n"},
    {"folded to empty", "GET /a HTTP/1.1\r\nHost: x\r\nX: y\r\n \r\n\r\n"},
    {"folded, all empty", "GET /a HTTP/1.1\r\nHost: x\r\nX:\r\n \r\n\r\n"},
    {"first field after a space", "GET /a HTTP/1.1\r\n X: y\r\nHost: x\r\n\r\n"},
    {"NUL in a value", "GET /a HTTP/1.1\r\nHost: x\r\nX: y" + nul + "\r\n\r\n"},
    {"NUL in a name", "GET /a HTTP/1.1\r\nHost: x\r\nX" + nul + ": y\r\n\r\n"},
    {"control in a value", "GET /a HTTP/1.1\r\nHost: x\r\nX: y\x01\r\n\r\n"},
    {"DEL in a value", "GET /a HTTP/1.1\r\nHost: x\r\nX: y\x7f\r\n\r\n"},
    {"LF for a line end", "GET /a HTTP/1.1\r\nHost: x\n\r\n"},
    {"LF alone", "GET /a HTTP/1.1\nHost: x\n\n"},
    {"CR for a line end", "GET /a HTTP/1.1\r\nHost: x\rX: y\r\n\r\n"},
    {"no colon", "GET /a HTTP/1.1\r\nHost: x\r\nX\r\n\r\n"},
    {"no name", "GET /a HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n"},
    {"space in a name", "GET /a HTTP/1.1\r\nHost: x\r\nX Y: z\r\n\r\n"},
    {"space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"two spaces", "GET  /a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"tab in the request line", "GET\t/a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"space before the method", " GET /a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"space after the version", "GET /a HTTP/1.1 \r\nHost: x\r\n\r\n"},
    {"NUL in the target", "GET /a" + nul + " HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"control in the target", "GET /a\x01 HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"fragment", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"authority form", "GET x:80 HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"CONNECT", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"asterisk", "GET * HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"no version", "GET /a\r\n\r\n"},
    {"version 0.9", "GET /a HTTP/0.9\r\n\r\n"},
    {"version 1.2", "GET /a HTTP/1.2\r\nHost: x\r\n\r\n"},
    {"version 2.0", "GET /a HTTP/2.0\r\nHost: x\r\n\r\n"},
    {"version in lower case", "GET /a http/1.1\r\nHost: x\r\n\r\n"},
    {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    {"TLS hello", std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11}},
    {"two empty lines first", "\r\n\r\nGET /a HTTP/1.1\r\nHost: x\r\n\r\n"},
    {"Content-Type twice", post("Content-Type: a/b\r\nContent-Type: c/d\r\n", "")},
};

const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(HttpSmuggling, IsRefusedAndTheConnectionEnds) {
  for (const auto& attack : attacks) {
    SCOPED_TRACE(attack.name);
    TestServer server;
    const auto answers = converse(server.port(), attack.bytes + smuggled);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(answers[0].status == 400 || answers[0].status == 413) << answers[0].status;
    EXPECT_EQ(answers[0].field("Connection"), "close");
    EXPECT_EQ(answers[0].field("Content-Type"), "application/json");
    EXPECT_EQ(server.handler().handled(), 0U);
  }
}

TEST(HttpSmuggling, IsRefusedBehindAGoodRequest) {
  for (const auto& attack : attacks) {
    if (std::string_view{attack.name} == "two empty lines first")
      continue;  // one of them belongs to the request before
    SCOPED_TRACE(attack.name);
    TestServer server;
    const auto answers =
        converse(server.port(), "GET /good HTTP/1.1\r\nHost: x\r\n\r\n" + attack.bytes + smuggled);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].field("X-Target"), "/good");
    EXPECT_GE(answers[1].status, 400U);
    EXPECT_EQ(server.handler().handled(), 1U);
  }
}

TEST(HttpSmuggling, LeavesHonestRequestsAlone) {
  const struct {
    const char* name;
    std::string bytes;
    const char* body;
  } honest[] = {
      {"chunked", post(te, chunks), "hello"},
      {"chunked in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n", chunks), "hello"},
      {"chunk extensions", post(te, "5 ; a ; b=c ;d=\"e f\"\r\nhello\r\n0;x\r\n\r\n"), "hello"},
      {"chunk size with zeros", post(te, "00005\r\nhello\r\n000\r\n\r\n"), "hello"},
      {"a request for a body", post("Content-Length: " + std::to_string(smuggled.size()) + "\r\n", smuggled),
       smuggled.c_str()},
      {"zeros before a length", post("Content-Length: 005\r\n", "hello"), "hello"},
      {"one empty line first", "\r\n" + post("Content-Length: 5\r\n", "hello"), "hello"},
      {"empty Host", "GET /a HTTP/1.1\r\nHost:\r\n\r\n", ""},
      {"no Host on 1.0", "POST /a HTTP/1.0\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\nx", "x"},
      {"empty value", "GET /a HTTP/1.1\r\nHost: x\r\nX:\r\nY: \r\n\r\n", ""},
      {"bytes over 127", "GET /a HTTP/1.1\r\nHost: x\r\nX: \xC3\xA4\r\n\r\n", ""},
  };
  TestServer server;
  for (const auto& h : honest) {
    SCOPED_TRACE(h.name);
    const auto answers = converse(server.port(), h.bytes + "GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    ASSERT_EQ(statuses(answers), "200 200");
    EXPECT_EQ(answers[0].body, h.body);
    EXPECT_EQ(answers[1].field("X-Target"), "/next");
  }
}

}  // namespace
}  // namespace gatehouse::http::test
