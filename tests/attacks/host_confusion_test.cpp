// SPDX-License-Identifier: Apache-2.0
// Requests with two hosts: the target and the Host field name different ones, or the field has two readings.

#include <gtest/gtest.h>

#include <string>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http::test {
namespace {

/// Answers with the host that a request is for.
class HostHandler final : public Handler {
 public:
  awaitable<> handle(const Request& request, Response& response) override {
    response.body = request.host().value_or("none");
    co_return;
  }
};

std::string host_of(const std::string& target, const std::string& field) {
  HostHandler handler;
  TestServer server{test_options(), handler};
  const auto answers = converse(
      server.port(), "GET " + target + " HTTP/1.1\r\nHost: " + field + "\r\nConnection: close\r\n\r\n");
  return answers.at(0).status == 200 ? answers[0].body : std::to_string(answers[0].status);
}

TEST(HostConfusion, TheTargetsHostCounts) {
  EXPECT_EQ(host_of("/", "good.example"), "good.example");
  EXPECT_EQ(host_of("http://evil.example/", "good.example"), "evil.example");
  EXPECT_EQ(host_of("http://good.example@evil.example:80/", "good.example"), "evil.example");
  EXPECT_EQ(host_of("http://good.example/", "evil.example"), "good.example");
}

TEST(HostConfusion, WhatIsNotHostAndPortIsRefused) {
  for (const auto* field : {"x.good.example:evil.com", "good.example:80:evil.com", "[::1]evil.com",
                            "evil.com[::1]", "good.example:80@evil.com", "good.example:8o"}) {
    EXPECT_EQ(host_of("/", field), "400") << field;
    EXPECT_EQ(host_of(std::string{"http://"} + field + "/", "good.example"),
              std::string{field}.find('@') == std::string::npos ? "400" : "evil.com")
        << field;
  }
}

TEST(HostConfusion, TheHostOfALongRequestStaysItsOwn) {
  // The buffer is reallocated while the header arrives.
  EXPECT_EQ(host_of("http://evil.example/", "good.example\r\nX-Pad: " + std::string(12'000, 'p')),
            "evil.example");
}

}  // namespace
}  // namespace gatehouse::http::test
