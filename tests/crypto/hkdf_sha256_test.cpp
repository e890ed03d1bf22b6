// SPDX-License-Identifier: Apache-2.0
#include "gatehouse/crypto/hkdf_sha256.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace gatehouse::crypto {
namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
  }
  return bytes;
}

// RFC 5869, appendix A.
TEST(Hkdf, GivesTheKeysOfTheStandard) {
  const Secret one{from_hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b")};
  EXPECT_EQ(
      hkdf_sha256(one, from_hex("000102030405060708090a0b0c"), from_hex("f0f1f2f3f4f5f6f7f8f9"), 42).reveal(),
      from_hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
  EXPECT_EQ(hkdf_sha256(one, {}, {}, 42).reveal(),
            from_hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
}

TEST(Hkdf, GivesEachPurposeAKeyOfItsOwn) {
  const Secret secret{std::string(32, 's')};
  EXPECT_EQ(hkdf_sha256(secret, {}, "a", 32).reveal(), hkdf_sha256(secret, {}, "a", 32).reveal());
  EXPECT_NE(hkdf_sha256(secret, {}, "a", 32).reveal(), hkdf_sha256(secret, {}, "b", 32).reveal());
  EXPECT_NE(hkdf_sha256(secret, {}, "a", 32).reveal(),
            hkdf_sha256(Secret{std::string(32, 't')}, {}, "a", 32).reveal());
}

TEST(Hkdf, RefusesASizeThatNoKeyHas) {
  const Secret secret{std::string(32, 's')};
  EXPECT_THROW(static_cast<void>(hkdf_sha256(secret, {}, "a", 0)), std::runtime_error);
  EXPECT_THROW(static_cast<void>(hkdf_sha256(secret, {}, "a", max_hkdf_size + 1)), std::runtime_error);
  EXPECT_EQ(hkdf_sha256(secret, {}, "a", max_hkdf_size).size(), max_hkdf_size);
}

}  // namespace
}  // namespace gatehouse::crypto
