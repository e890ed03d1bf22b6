// SPDX-License-Identifier: Apache-2.0
#include "server/config/settings_form.h"

#include <gtest/gtest.h>

namespace gatehouse::server {
namespace {

using namespace std::string_view_literals;

TEST(ListenAddress, Form) {
  for (const auto good : {"127.0.0.1:8000", "0.0.0.0:0", "[::1]:8000", "[::]:65535", "localhost:1",
                          "a-b.example:80", "[fe80::1%eth0]:80"}) {
    EXPECT_TRUE(is_listen_address(good)) << good;
  }
  for (const auto bad : {"", "8000", ":8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                         "127.0.0.1:+1", "127.0.0.1:0x10", "127.0.0.1: 80", "::1:8000", "[::1]", "[]:80",
                         "[:80", "::1]:80", "a b:80", "http://a:80", "a:80/", "a:000080"}) {
    EXPECT_FALSE(is_listen_address(bad)) << bad;
  }
}

TEST(Issuer, Form) {
  for (const auto good :
       {"", "https://id.example.com", "https://id.example.com:8443/a/b", "https://[::1]:8000",
        "http://localhost:8000", "http://127.0.0.1", "http://[::1]:80/x"}) {
    EXPECT_TRUE(is_issuer(good)) << good;
  }
  for (const auto bad : {"id.example.com"sv, "http://id.example.com"sv, "http://localhost.example.com"sv,
                         "http://127.0.0.1.example.com"sv, "https://"sv, "https:///a"sv, "https://:80"sv,
                         "https://a?b"sv, "https://a#b"sv, "https://user@a"sv, "https://a b"sv,
                         "https://a\n"sv, "https://a\""sv, "ftp://a"sv, "https://a\0b"sv}) {
    EXPECT_FALSE(is_issuer(bad)) << bad;
  }
}

TEST(Audience, Form) {
  for (const auto& good : {std::string{}, std::string{"api"}, std::string{"https://api.example.com/v1?x#y"},
                           std::string(255, 'a')}) {
    EXPECT_TRUE(is_audience(good)) << good;
  }
  for (const auto& bad :
       {std::string{" "}, std::string{"a b"}, std::string{"a\""}, std::string{"a\\"}, std::string{"\n"},
        std::string{"\xc3\xa4"}, std::string(1, '\0'), std::string(256, 'a')}) {
    EXPECT_FALSE(is_audience(bad)) << bad;
  }
}

TEST(HashScheme, Form) {
  EXPECT_TRUE(is_hash_scheme("bcrypt"));
  EXPECT_TRUE(is_hash_scheme("argon2id"));
  for (const auto bad : {""sv, "argon2"sv, "argon2i"sv, "Bcrypt"sv, "scrypt"sv, "bcrypt "sv}) {
    EXPECT_FALSE(is_hash_scheme(bad)) << bad;
  }
}

TEST(Path, Form) {
  EXPECT_TRUE(is_path("data"));
  EXPECT_TRUE(is_path("/var/lib/gate house"));
  EXPECT_FALSE(is_path(""));
  EXPECT_FALSE(is_path("a\0b"sv));
}

}  // namespace
}  // namespace gatehouse::server
