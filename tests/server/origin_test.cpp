// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "server/config/settings_form.h"

namespace gatehouse::server {
namespace {

TEST(Origin, IsAsBrowsersSendIt) {
  for (const char* text :
       {"https://app.example.com", "http://localhost:5173", "https://a.example:8443", "http://[::1]:3000"}) {
    EXPECT_TRUE(is_origin(text)) << text;
  }
  for (const char* text :
       {"", "*", "null", "https://", "app.example.com", "https://App.example.com", "https://a.example/",
        "https://a.example/x", "https://a.example:443", "http://a.example:80", "https://a b",
        "ftp://a.example", "https://a.example,https://b.example", "https://u@a.example"}) {
    EXPECT_FALSE(is_origin(text)) << text;
  }
}

}  // namespace
}  // namespace gatehouse::server
