// SPDX-License-Identifier: Apache-2.0
#include "crypto/keys/ecdsa_signature.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>

#include <algorithm>

#include "crypto/keys/openssl_key.h"

namespace gatehouse::crypto::detail {
namespace {

constexpr std::size_t number_size = 32;

/// The order of P-256 (FIPS 186-4 D.1.2.3), big-endian.
constexpr std::string_view order{
    "\xff\xff\xff\xff\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff"
    "\xbc\xe6\xfa\xad\xa7\x17\x9e\x84\xf3\xb9\xca\xc2\xfc\x63\x25\x51",
    number_size};

bool is_in_range(std::string_view number) noexcept {
  // Comparing strings compares their bytes as unsigned char.
  return number.find_first_not_of('\0') != number.npos && number < order;
}

}  // namespace

bool DerSignature::from_jose(std::string_view jose) noexcept {
  if (jose.size() != 2 * number_size) return false;
  const auto r = jose.substr(0, number_size);
  const auto s = jose.substr(number_size);
  if (!is_in_range(r) || !is_in_range(s)) return false;
  size_ = 2;
  append(r);
  append(s);
  bytes_[0] = 0x30;  // SEQUENCE
  bytes_[1] = static_cast<char>(size_ - 2);
  return true;
}

void DerSignature::append(std::string_view number) noexcept {
  number.remove_prefix(number.find_first_not_of('\0'));
  const bool would_be_negative = (static_cast<unsigned char>(number.front()) & 0x80) != 0;
  bytes_[size_++] = 0x02;  // INTEGER
  bytes_[size_++] = static_cast<char>(number.size() + (would_be_negative ? 1 : 0));
  if (would_be_negative) bytes_[size_++] = 0;
  std::copy(number.begin(), number.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += number.size();
}

std::string jose_of_der(std::string_view der) {
  const unsigned char* at = to_bytes(der);
  const std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>> signature{
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()))};
  std::string jose(2 * number_size, '\0');
  if (!signature ||
      BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), to_bytes(jose), number_size) != number_size ||
      BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), to_bytes(jose) + number_size, number_size) !=
          number_size) {
    return {};
  }
  return jose;
}

}  // namespace gatehouse::crypto::detail
