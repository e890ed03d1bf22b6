// SPDX-License-Identifier: Apache-2.0
#include "api/client_key.h"

#include <gtest/gtest.h>

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

TEST(ClientKey, IsATextThatIsNoAddress) {
  EXPECT_EQ(client_key(""), "");
  EXPECT_EQ(client_key("unix"), "unix");
}

}  // namespace
}  // namespace gatehouse::api
