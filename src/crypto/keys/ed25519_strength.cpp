// SPDX-License-Identifier: Apache-2.0
#include <openssl/bn.h>

#include <algorithm>
#include <new>
#include <string>

#include "crypto/keys/key_strength.h"
#include "crypto/keys/openssl_key.h"

namespace gatehouse::crypto::detail {
namespace {

using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;

/// 2^255 - 19, and the constant d of the curve (RFC 8032 5.1).
constexpr const char* p_hex = "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFED";
constexpr const char* d_hex = "52036CEE2B6FFE738CC740797779E89800700A4D4141D8AB75EB4DCA135978A3";

/// The y coordinates of the eight points whose order divides 8. Each y has one x, or two that differ in sign.
constexpr const char* small_order_hex[] = {
    "0", "1", "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEC",
    "05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826",
    "7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7"};

void need(bool ok) {
  if (!ok) throw std::bad_alloc{};
}

Number number_of(const char* hex) {
  BIGNUM* number = nullptr;
  need(BN_hex2bn(&number, hex) != 0);
  return Number{number};
}

/// Returns the y coordinate of an encoded point, which is little-endian with the sign of x in
/// its highest bit.
Number read_y(std::string_view point) {
  std::string bytes{point.rbegin(), point.rend()};
  bytes[0] = static_cast<char>(bytes[0] & 0x7f);
  Number y{BN_bin2bn(to_bytes(bytes), static_cast<int>(bytes.size()), nullptr)};
  need(y != nullptr);
  return y;
}

/// Returns whether a point with this y exists: x^2 = (y^2 - 1) / (d y^2 + 1) must have a root. The product of
/// both terms has a root in the same cases as their quotient.
bool is_on_curve(const Number& y, const Number& p) {
  const std::unique_ptr<BN_CTX, Free<BN_CTX_free>> context{BN_CTX_new()};
  const Number u{BN_new()};
  const Number v{number_of(d_hex)};
  need(context && u && BN_mod_sqr(u.get(), y.get(), p.get(), context.get()) == 1 &&
       BN_mod_mul(v.get(), v.get(), u.get(), p.get(), context.get()) == 1 && BN_add_word(v.get(), 1) == 1 &&
       BN_mod_sub(u.get(), u.get(), BN_value_one(), p.get(), context.get()) == 1 &&
       BN_mod_mul(u.get(), u.get(), v.get(), p.get(), context.get()) == 1);
  const int symbol = BN_kronecker(u.get(), p.get(), context.get());
  need(symbol != -2);
  return symbol != -1;
}

}  // namespace

std::optional<PublicKeyError> check_ed25519(std::string_view point) {
  if (point.size() != 32) return PublicKeyError::invalid;
  const ErrorScope errors;
  const auto p = number_of(p_hex);
  const auto y = read_y(point);
  if (BN_cmp(y.get(), p.get()) >= 0) return PublicKeyError::invalid;
  const auto is_y = [&](const char* hex) { return BN_cmp(y.get(), number_of(hex).get()) == 0; };
  if (std::any_of(std::begin(small_order_hex), std::end(small_order_hex), is_y)) return PublicKeyError::weak;
  if (!is_on_curve(y, p)) return PublicKeyError::invalid;
  return std::nullopt;
}

}  // namespace gatehouse::crypto::detail
