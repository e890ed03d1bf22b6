// SPDX-License-Identifier: Apache-2.0
// gunicorn's whole corpus of requests (tests/data/http_requests), with gunicorn's results except in the cases
// of the table below.

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

namespace json = boost::json;

/// A case with another result than gunicorn's, and why.
struct Exception {
  bool is_served;
  std::string_view reason;
};

constexpr std::string_view other_limit = "our limit is on the whole header, and larger";
constexpr std::string_view its_setting = "a setting of gunicorn's that we lack refuses it";
constexpr std::string_view coding = "a coding that we do not undo: 400 rather than a body misread";
constexpr std::string_view fragment = "RFC 9112 3.2.1: a request target has no fragment";
constexpr std::string_view proxy_protocol = "the PROXY protocol is not spoken";
constexpr std::string_view obsolete =
    "RFC 9112 5.2: a server refuses folded lines; gunicorn can be set not to";
constexpr std::string_view no_proxy = "this is no proxy: it opens no tunnels";

const std::map<std::string, Exception> exceptions = {
    {"invalid/003c.http", {true, "RFC 9110 9.1: a method is any token; gunicorn wants three characters"}},
    {"invalid/006.http", {true, other_limit}},
    {"invalid/007.http", {true, other_limit}},
    {"invalid/008.http", {true, other_limit}},
    {"invalid/010.http", {true, its_setting}},
    {"invalid/011.http", {true, its_setting}},
    {"invalid/012.http", {true, its_setting}},
    {"invalid/017.http", {true, other_limit}},
    {"invalid/019.http", {true, "fields of proxies mean nothing to this layer"}},
    {"invalid/040.http", {true, "an underscore is no hyphen here, so the name is just another"}},
    {"invalid/chunked_07.http", {true, "an underscore is no hyphen here, so the name is just another"}},
    {"invalid/limit_header_default_01.http", {true, other_limit}},
    {"valid/005.http", {false, fragment}},
    {"valid/009.http", {false, fragment}},
    {"valid/024.http", {false, "larger than our limit for the header"}},
    {"valid/025.http", {false, coding}},
    {"valid/025_line.http", {false, coding}},
    {"valid/028.http", {false, "RFC 9112 5.1: no space before the colon; gunicorn can be set to allow it"}},
    {"valid/029.http", {false, coding}},
    {"valid/030.http", {false, coding}},
    {"valid/031compat.http",
     {true, "RFC 9110 9.1: methods are case-sensitive; gunicorn can be set to fold them"}},
    {"valid/099.http", {false, "ends before its Content-Length, which gunicorn's test does not mind"}},
    {"valid/compat_obs_fold.http", {false, obsolete}},
    {"valid/compat_obs_fold_huge.http", {false, obsolete}},
    {"valid/pp_01.http", {false, proxy_protocol}},
    {"valid/pp_02.http", {false, proxy_protocol}},
    {"valid/pp_04.http", {false, proxy_protocol}},
    {"valid/pp_05.http", {false, proxy_protocol}},
    {"valid/rfc9112_smuggle_gzip_chunked_01.http", {false, coding}},
    {"valid/rfc9112_smuggle_te_identity_chunked_01.http", {false, coding}},
    {"valid/rfc9112_target_authority_connect_01.http", {false, no_proxy}},
    {"valid/rfc9112_target_authority_ipv6_01.http", {false, no_proxy}},
};

std::string decode_base64(std::string_view text) {
  static constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<unsigned>(digits.find(c));
    if ((count += 6) >= 8) out.push_back(static_cast<char>(bits >> (count -= 8) & 0xFF));
  }
  return out;
}

/// gunicorn shows bytes as characters of Latin-1.
std::string to_latin1(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      out.push_back(utf8[i]);
    } else {
      out.push_back(static_cast<char>((c & 3) << 6 | (static_cast<unsigned char>(utf8.at(++i)) & 0x3F)));
    }
  }
  return out;
}

struct Expected {
  std::string method, target, body;
  bool lacks_host = false;
  bool operator==(const Expected& other) const {
    return method == other.method && target == other.target && body == other.body;
  }
};

std::ostream& operator<<(std::ostream& out, const Expected& e) {
  return out << e.method << ' ' << e.target << " [" << e.body << ']';
}

struct Case {
  std::string file;
  std::string bytes;
  bool is_valid = false;
  std::vector<Expected> expected;
};

Expected read_expected(const json::object& object) {
  Expected out;
  const auto& uri = object.at("uri").as_object();
  out.method = object.at("method").as_string();
  out.target = to_latin1(uri.at("path").as_string());
  if (const auto query = to_latin1(uri.at("query").as_string()); !query.empty()) out.target += "?" + query;
  out.body = decode_base64(object.at("body_base64").as_string());
  out.lacks_host = object.at("version").as_string() == "1.1";
  for (const auto& header : object.at("headers").as_array()) {
    if (header.at(0).as_string() == "HOST") out.lacks_host = false;
  }
  return out;
}

std::vector<Case> read_corpus() {
  std::ifstream file{GATEHOUSE_TEST_DATA "/http_requests/index.json"};
  std::stringstream text;
  text << file.rdbuf();
  std::vector<Case> out;
  const auto document = json::parse(text.str());
  for (const auto& value : document.as_array()) {
    const auto& object = value.as_object();
    Case& c = out.emplace_back();
    c.file = object.at("file").as_string();
    c.bytes = decode_base64(object.at("request_base64").as_string());
    c.is_valid = object.at("kind").as_string() == "valid";
    if (!c.is_valid) continue;
    for (const auto& expected : object.at("expected").as_array())
      c.expected.push_back(read_expected(expected.as_object()));
  }
  return out;
}

/// Most requests of the corpus have no Host field, which HTTP/1.1 requires and gunicorn does not. One is
/// added, so that the rest of the request is tested.
std::string with_hosts(const Case& c) {
  std::string out = c.bytes;
  const std::string line_end = " HTTP/1.1\r\n";
  const std::string host = "Host: corpus\r\n";
  std::size_t at = 0;
  if (!c.is_valid) {
    at = out.find(line_end);
    if (at != std::string::npos && out.find("Host:") == std::string::npos)
      out.insert(at + line_end.size(), host);
    return out;
  }
  for (const auto& expected : c.expected) {
    at = out.find(" HTTP/1.", at) + line_end.size();
    if (expected.lacks_host) out.insert(at, host);
  }
  return out;
}

/// Returns the requests that the server accepted, up to its first refusal.
std::vector<Expected> understood(std::uint16_t port, const std::string& bytes) {
  std::vector<Expected> out;
  for (const auto& answer : converse(port, bytes)) {
    if (answer.status != 200) break;
    Expected& e = out.emplace_back();
    e.method = answer.field("X-Method").value_or("");
    e.target = answer.field("X-Target").value_or("");
    e.body = answer.body;
  }
  return out;
}

bool lacks_any_host(const Case& c) {
  return std::any_of(c.expected.begin(), c.expected.end(), [](const Expected& e) { return e.lacks_host; });
}

TEST(Corpus, IsJudgedAsGunicornDoes) {
  TestServer server;
  const auto corpus = read_corpus();
  ASSERT_EQ(corpus.size(), 137U);
  std::size_t excepted = 0;
  for (const auto& c : corpus) {
    SCOPED_TRACE(c.file);
    const auto exception = exceptions.find(c.file);
    const auto got = understood(server.port(), with_hosts(c));
    if (exception == exceptions.end()) {
      EXPECT_EQ(got, c.expected);
      continue;
    }
    ++excepted;
    EXPECT_NE(got, c.expected) << "no exception any more: " << exception->second.reason;
    EXPECT_EQ(!got.empty(), exception->second.is_served);
  }
  EXPECT_EQ(excepted, exceptions.size());
}

/// Reads each body while it arrives, and then answers as TestHandler does.
class StreamingHandler final : public Handler {
 public:
  void plan_body(const Request&, BodyPlan& plan) noexcept override { plan.is_streamed = true; }
  awaitable<> handle(const Request& request, Response& response) override {
    std::string body{request.body};
    while (request.reader != nullptr) {
      const auto piece = co_await request.reader->next();
      if (piece.empty()) break;
      body += piece;
    }
    Request whole = request;
    whole.body = body;
    auto answering = inner_.handle(whole, response);
    co_await std::move(answering);
  }

 private:
  TestHandler inner_;
};

TEST(Corpus, IsJudgedTheSameWhenBodiesAreReadWhileTheyArrive) {
  TestServer server;
  StreamingHandler handler;
  TestServer streaming{test_options(), handler};
  for (const auto& c : read_corpus()) {
    EXPECT_EQ(understood(streaming.port(), with_hosts(c)), understood(server.port(), with_hosts(c)))
        << c.file;
  }
}

TEST(Corpus, WithoutHostIsRefused) {
  TestServer server;
  for (const auto& c : read_corpus()) {
    if (!c.is_valid || !lacks_any_host(c)) continue;
    const auto answers = converse(server.port(), c.bytes);
    ASSERT_FALSE(answers.empty()) << c.file;
    EXPECT_EQ(answers.back().status, 400U) << c.file;
  }
}

TEST(Corpus, OfInvalidRequestsIsRefusedAsItIs) {
  TestServer server;
  for (const auto& c : read_corpus()) {
    if (c.is_valid || exceptions.contains(c.file)) continue;
    for (const auto& answer : converse(server.port(), c.bytes)) {
      EXPECT_GE(answer.status, 400U) << c.file;
      EXPECT_EQ(answer.field("Connection"), "close") << c.file;
    }
  }
}

}  // namespace
}  // namespace gatehouse::http::test
