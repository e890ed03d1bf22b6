// SPDX-License-Identifier: Apache-2.0

#include "http/sockets/address.h"

#include <gtest/gtest.h>

namespace gatehouse::http {
namespace {

TEST(Address, ReadsAndWrites) {
  for (const auto* text : {"127.0.0.1:8000", "0.0.0.0:0", "[::1]:80", "[::]:65535", "[2001:db8::1]:443"}) {
    const auto address = parse_address(text);
    ASSERT_TRUE(address) << text << ": " << address.error();
    EXPECT_EQ(to_text(*address), text);
  }
  const auto local = parse_address("localhost:1");
  ASSERT_TRUE(local) << local.error();
  EXPECT_TRUE(local->address().is_loopback());
}

TEST(Address, SaysWhatIsWrong) {
  const struct {
    const char* text;
    const char* why;
  } cases[] = {
      {"", "not HOST:PORT"},
      {"localhost", "not HOST:PORT"},
      {":8000", "not HOST:PORT"},
      {"::1:8000", "not HOST:PORT"},
      {"[]:8000", "not HOST:PORT"},
      {"[::1:8000", "not HOST:PORT"},
      {"a b:80", "not HOST:PORT"},
      {"127.0.0.1:", "the port is not a number"},
      {"127.0.0.1:65536", "the port is not a number"},
      {"127.0.0.1:-1", "the port is not a number"},
      {"127.0.0.1:+1", "the port is not a number"},
      {"127.0.0.1:80x", "the port is not a number"},
      {"[127.0.0.1]:80", "not an IPv6 address"},
      {"[::1]", "the port is not a number"},
      {"no-such-host.invalid:80", "unknown host"},
  };
  for (const auto& c : cases) {
    const auto address = parse_address(c.text);
    ASSERT_FALSE(address) << c.text;
    EXPECT_NE(address.error().find(c.why), std::string::npos) << c.text << ": " << address.error();
    EXPECT_EQ(address.error().find('\n'), std::string::npos);
  }
}

}  // namespace
}  // namespace gatehouse::http
