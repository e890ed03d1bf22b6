// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/base/base64.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <random>

namespace gatehouse {
namespace {

TEST(Base64url, TheVectorsOfRfc4648) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "-_-_"},
  };
  for (const auto& [bytes, text] : cases) {
    EXPECT_EQ(encode_base64url(bytes), text);
    EXPECT_EQ(decode_base64url(text), bytes);
  }
}

TEST(Base64url, RefusesAllThatItDoesNotWrite) {
  const std::string_view cases[] = {
      "Z",      "Zm9vY",                    // a lone last character
      "Zg=",    "Zg==",   "Zm8=",   "=",    // padding
      "Zh",     "Zm9",    "Zm9vYh",         // bits behind the last byte
      "Zm9v\n", "\nZm9v", "Zm 9v",  " Zg",  // white space
      "+/+/",   "Zm.v",   "Zm9v?",  "Zm\xc3\xa9", std::string_view{"Zm9\0", 4}, std::string_view{"\0\0", 2},
  };
  for (const auto text : cases) {
    EXPECT_EQ(decode_base64url(text), std::nullopt) << text;
  }
}

TEST(Base64url, EveryOtherByteIsRefusedInEveryPlace) {
  const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const bool is_letter = letters.find(c) != letters.npos;
    for (std::size_t place = 0; place < 7; ++place) {
      std::string text = "AAAAAAA";
      text[place] = c;
      // In the last place only every fourth letter is canonical.
      const bool expected = is_letter && (place < 6 || letters.find(c) % 4 == 0);
      EXPECT_EQ(decode_base64url(text).has_value(), expected) << byte << " at " << place;
    }
  }
}

TEST(Base64url, AgreesWithOpensslOnRandomBytes) {
  std::mt19937 random{7};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    std::string theirs(bytes.size() * 2 + 8, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(theirs.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    theirs.resize(static_cast<std::size_t>(size));
    std::erase(theirs, '=');
    std::replace(theirs.begin(), theirs.end(), '+', '-');
    std::replace(theirs.begin(), theirs.end(), '/', '_');
    const auto ours = encode_base64url(bytes);
    ASSERT_EQ(ours, theirs);
    ASSERT_EQ(decode_base64url(ours), bytes);
  }
}

TEST(Base64url, WhatDecodesHasOneSpelling) {
  std::mt19937 random{11};
  const std::string_view some = "AQgwZm9v-_=+/ \n.";
  int decoded = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text(random() % 9, '\0');
    for (auto& c : text) c = some[random() % (round % 2 == 0 ? some.size() : 10)];
    if (const auto bytes = decode_base64url(text)) {
      ++decoded;
      ASSERT_EQ(encode_base64url(*bytes), text);
    }
  }
  EXPECT_GT(decoded, 1000);
}

}  // namespace
}  // namespace gatehouse
