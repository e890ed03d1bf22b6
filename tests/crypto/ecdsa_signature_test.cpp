// SPDX-License-Identifier: Apache-2.0
#include "crypto/keys/ecdsa_signature.h"

#include <gtest/gtest.h>

#include "crypto/vectors.h"

namespace gatehouse::crypto::detail {
namespace {

const std::string zero(32, '\0');
const std::string one = std::string(31, '\0') + '\x01';
const std::string order = from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
const std::string last = from_hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550");
const std::string half = '\x7f' + std::string(31, '\xff');

/// Returns the DER form, or "refused". OpenSSL would refuse the same numbers later; this tests our own check.
std::string der_of(std::string_view jose) {
  DerSignature der;
  return der.from_jose(jose) ? std::string{der.bytes()} : "refused";
}

TEST(EcdsaSignature, NumbersOutOfRangeAreRefused) {
  for (const auto& bad : {zero, order, std::string(32, '\xff')}) {
    for (const auto& good : {one, last, half}) {
      EXPECT_EQ(der_of(bad + good), "refused");
      EXPECT_EQ(der_of(good + bad), "refused");
    }
    EXPECT_EQ(der_of(bad + bad), "refused");
  }
}

TEST(EcdsaSignature, OtherLengthsAreRefused) {
  for (std::size_t size = 0; size < 200; ++size) {
    const auto said = der_of(std::string(size, '\x11'));
    EXPECT_EQ(said == "refused", size != 64) << size;
  }
}

TEST(EcdsaSignature, NumbersAreWrittenShort) {
  EXPECT_EQ(der_of(one + one), from_hex("3006020101020101"));
  EXPECT_EQ(der_of(half + one), from_hex("3025") + from_hex("0220") + half + from_hex("020101"));
  EXPECT_EQ(der_of(last + last), from_hex("3046022100") + last + from_hex("022100") + last);
}

TEST(EcdsaSignature, ComesBackWhole) {
  for (const auto& r : {one, half, last}) {
    for (const auto& s : {one, half, last}) EXPECT_EQ(jose_of_der(der_of(r + s)), r + s);
  }
  EXPECT_EQ(jose_of_der("garbage"), "");
  // A number of 33 bytes belongs to another curve.
  EXPECT_EQ(jose_of_der(from_hex("3026022101") + zero + from_hex("020101")), "");
}

}  // namespace
}  // namespace gatehouse::crypto::detail
