// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/tokens/secrets.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>
#include <type_traits>

#include "crypto/forge.h"

namespace gatehouse::crypto {
namespace {

static_assert(!std::is_convertible_v<AccessTokenKey, RefreshTokenKey>);
static_assert(!std::is_constructible_v<RefreshTokenKey, AccessTokenKey>);
static_assert(!std::is_constructible_v<AccessTokenKey, RefreshTokenKey>);
static_assert(!std::is_constructible_v<AccessTokenKey, std::string>,
              "only through from_secret, which refuses");

std::string text(const HmacSha256::Code& code) { return {code.data(), code.size()}; }

TEST(HmacSha256, TheVectorsOfRfc4231) {
  const HmacSha256 one{std::string(20, '\x0b')};
  EXPECT_EQ(encode_base64url(text(one.code("Hi There"))), "sDRMYdjbOFNcqK_OrwvxK4gdwgDJgz2nJuk3bC4yz_c");
  const HmacSha256 two{"Jefe"};
  EXPECT_EQ(encode_base64url(text(two.code("what do ya want for nothing?"))),
            "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
}

TEST(HmacSha256, AgreesWithOpensslForKeysAndMessagesOfEveryLength) {
  std::mt19937 random{3};
  for (std::size_t size = 0; size < 200; ++size) {
    std::string key(size, '\0');
    std::string message(random() % 400, '\0');
    for (auto& byte : key) byte = static_cast<char>(random());
    for (auto& byte : message) byte = static_cast<char>(random());
    ASSERT_EQ(text(HmacSha256{key}.code(message)), hmac(key, message)) << size;
  }
}

TEST(Keys, AnEmptySecretIsRefused) {
  EXPECT_EQ(AccessTokenKey::from_secret(Secret{}).error(), KeyError::empty);
  EXPECT_THROW((void)AccessTokenKey::from_secret_or_random(""), std::runtime_error);
}

TEST(Keys, AShortSecretWorksAndSaysSo) {
  EXPECT_TRUE(AccessTokenKey::from_secret(Secret{std::string(31, 'x')})->is_short());
  EXPECT_FALSE(AccessTokenKey::from_secret(Secret{std::string(32, 'x')})->is_short());
}

TEST(Keys, UnsetMeansRandom) {
  const auto a = RefreshTokenKey::from_secret_or_random(nullptr);
  const auto b = RefreshTokenKey::from_secret_or_random(nullptr);
  EXPECT_NE(a.mac().code("x"), b.mac().code("x"));
  EXPECT_FALSE(a.is_short());
  const auto c = RefreshTokenKey::from_secret_or_random("given");
  EXPECT_EQ(text(c.mac().code("x")), hmac("given", "x"));
}

}  // namespace
}  // namespace gatehouse::crypto
