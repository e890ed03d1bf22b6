// SPDX-License-Identifier: Apache-2.0

#include "http/trusted_proxies.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "http/raw_client.h"
#include "http/test_server.h"

namespace gatehouse::http {
namespace {

TrustedProxies trust(const std::vector<std::string>& texts) {
  const auto proxies = TrustedProxies::parse(texts);
  if (!proxies) throw std::invalid_argument{proxies.error()};
  return *proxies;
}

TEST(TrustedProxies, KnowsAddressesAndNetworks) {
  const auto proxies = trust({"127.0.0.1", "10.1.0.0/16", "::1", "fd00::/8"});
  for (const auto* in : {"127.0.0.1", "10.1.0.0", "10.1.255.255", "::1", "fd12:3456::1", "::ffff:10.1.2.3"}) {
    EXPECT_TRUE(proxies.contains(in)) << in;
  }
  for (const auto* out :
       {"127.0.0.2", "10.2.0.0", "10.0.255.255", "::2", "fe80::1", "", "proxy", "10.1.2.3:80"}) {
    EXPECT_FALSE(proxies.contains(out)) << out;
  }
  EXPECT_FALSE(TrustedProxies{}.contains("127.0.0.1"));
  EXPECT_TRUE(trust({"10.1.2.3/8"}).contains("10.200.0.1")) << "bits behind the prefix count for nothing";
}

TEST(TrustedProxies, SaysWhatIsNoNetwork) {
  for (const auto* text :
       {"", "proxy", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/", "::/129", "127.0.0.1:80", "*"}) {
    const auto proxies = TrustedProxies::parse({"127.0.0.1", text});
    ASSERT_FALSE(proxies) << text;
    EXPECT_EQ(proxies.error(), std::string{"not an IP address or network: "} + text);
  }
}

TEST(TrustedProxies, BelievesTheListFromItsEnd) {
  const auto proxies = trust({"127.0.0.1", "10.0.0.0/8", "::1"});
  const struct {
    std::vector<std::string> lists;
    const char* client;
  } cases[] = {
      {{}, "127.0.0.1"},
      {{""}, "127.0.0.1"},
      {{"192.0.2.1"}, "192.0.2.1"},
      {{"192.0.2.1, 10.0.0.7"}, "192.0.2.1"},
      {{"192.0.2.1,10.0.0.7 ,\t10.0.0.8"}, "192.0.2.1"},
      // What a client writes itself comes before what the first proxy appends.
      {{"198.51.100.9, 192.0.2.1"}, "192.0.2.1"},
      {{"127.0.0.1, 192.0.2.1, 10.0.0.7"}, "192.0.2.1"},
      // If all are proxies, the farthest one sent the request.
      {{"10.0.0.9, 10.0.0.7"}, "10.0.0.9"},
      // Nothing before an unreadable entry is trusted.
      {{"192.0.2.1, unknown, 10.0.0.7"}, "10.0.0.7"},
      {{"192.0.2.1, unknown"}, "127.0.0.1"},
      {{"192.0.2.1,"}, "127.0.0.1"},
      {{"'; DROP TABLE users; --"}, "127.0.0.1"},
      // With ports, as some proxies write them.
      {{"192.0.2.1:4711"}, "192.0.2.1"},
      {{"[2001:db8::1]:4711"}, "2001:db8::1"},
      {{"[2001:db8::1]"}, "2001:db8::1"},
      {{"[2001:db8::1"}, "2001:db8::1"},
      {{"["}, "127.0.0.1"},
      {{"2001:db8::1, ::1"}, "2001:db8::1"},
      // Several fields are one list.
      {{"198.51.100.9", "192.0.2.1"}, "192.0.2.1"},
      {{"192.0.2.1", "10.0.0.7", "10.0.0.8"}, "192.0.2.1"},
  };
  for (const auto& [lists, client] : cases) {
    Request request;
    for (const auto& list : lists) {
      request.fields.push_back({"x-forwarded-FOR", list});
      request.fields.push_back({"X-Real-IP", "203.0.113.5"});
    }
    EXPECT_EQ(proxies.client_of(request, "127.0.0.1"), client) << (lists.empty() ? "no field" : lists.back());
  }
}

TEST(TrustedProxies, SayBelowWhichPathTheServerIs) {
  const auto prefix = [](std::vector<std::string> values) {
    Request request;
    for (const auto& value : values) request.fields.push_back({"x-forwarded-prefix", value});
    return std::string{TrustedProxies::prefix_of(request)};
  };
  EXPECT_EQ(prefix({"/auth"}), "/auth");
  EXPECT_EQ(prefix({"/auth/v1/"}), "/auth/v1");
  for (const char* malformed :
       {"", "/", "auth", "//evil.example", "/a/../b", "/a, /b", "/\"><script>", "https://a"}) {
    EXPECT_EQ(prefix({malformed}), "") << malformed;
  }
  EXPECT_EQ(prefix({"/auth", "/other"}), "") << "one of them may be the client's own";
  EXPECT_EQ(prefix({}), "");
}

/// Returns the peer address that the server determined.
std::string remote_of(const ServerOptions& options, const std::string& list) {
  test::TestServer server{options};
  test::RawClient client{server.port()};
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + list + "\r\n\r\n");
  return client.read().field("X-Remote").value_or("none");
}

TEST(TrustedProxies, AreAskedForByTheServer) {
  auto options = test::test_options();
  EXPECT_EQ(remote_of(options, "192.0.2.1"), "127.0.0.1") << "a stranger is not believed";
  options.trusted_proxies = {"10.0.0.0/8"};
  EXPECT_EQ(remote_of(options, "192.0.2.1"), "127.0.0.1") << "nor is the wrong proxy";
  options.trusted_proxies = {"127.0.0.0/8"};
  EXPECT_EQ(remote_of(options, "192.0.2.1"), "192.0.2.1");
}

TEST(TrustedProxies, OfNoAddressStopTheStart) {
  auto options = test::test_options();
  options.trusted_proxies = {"proxy.example.com"};
  test::TestHandler handler;
  Server server{options, handler};
  const auto listening = server.listen();
  ASSERT_FALSE(listening);
  EXPECT_EQ(listening.error(), "cannot trust a proxy: not an IP address or network: proxy.example.com");
}

}  // namespace
}  // namespace gatehouse::http
