// SPDX-License-Identifier: Apache-2.0
#include "api/client_key.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

namespace gatehouse::api {
namespace {

TEST(ClientKey, IsTheAddressOfIpv4) {
  EXPECT_EQ(client_key("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(client_key("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_NE(client_key("192.0.2.1"), client_key("192.0.2.2"));
}

TEST(ClientKey, IsTheNetworkOfIpv6) {
  EXPECT_EQ(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:2:ffff::2"));
  EXPECT_NE(client_key("2001:db8:1:2::1"), client_key("2001:db8:1:3::1"));
}

TEST(ClientKey, HasANetworkOfIpv6Only) {
  EXPECT_EQ(client_network("2001:db8:1:2::1"), client_network("2001:db8:1:3::1"));
  EXPECT_NE(client_network("2001:db8:1:2::1"), client_network("2001:db8:2:2::1"));
  for (const auto text : {"192.0.2.1", "::ffff:192.0.2.1", "", "unix"}) EXPECT_EQ(client_network(text), "");
}

TEST(ClientKey, GivesANetworkOfIpv6AFewTurnsOnly) {
  std::set<std::string> turns;
  for (int i = 0; i < 4096; ++i) {
    std::ostringstream address;
    address << "2001:db8:1:" << std::hex << i << "::1";
    turns.insert(client_turn(address.str()));
  }
  EXPECT_EQ(turns.size(), turns_per_network);
  EXPECT_FALSE(turns.contains(client_turn("2001:db8:2::1")));
  EXPECT_EQ(client_turn("2001:db8:1:2::1"), client_turn("2001:db8:1:2::ffff"));
  EXPECT_EQ(client_turn("192.0.2.1"), "192.0.2.1");
}

TEST(ClientKey, IsATextThatIsNoAddress) {
  EXPECT_EQ(client_key(""), "");
  EXPECT_EQ(client_key("unix"), "unix");
}

}  // namespace
}  // namespace gatehouse::api
