// SPDX-License-Identifier: Apache-2.0
#include "crypto/keys/public_members.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "gatehouse/base/base64.h"

namespace gatehouse::crypto::detail {
namespace {

void need(bool ok) {
  if (!ok) throw std::runtime_error{"OpenSSL doesn't tell a key's public half"};
}

/// Returns a big-endian number of the key in base64url, with `size` bytes or, if that is less, as few
/// as it needs.
std::string number_of(EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* found = nullptr;
  need(EVP_PKEY_get_bn_param(key, name, &found) == 1);
  const std::unique_ptr<BIGNUM, Free<BN_free>> number{found};
  std::string bytes(static_cast<std::size_t>(std::max(size, BN_num_bytes(number.get()))), '\0');
  need(BN_bn2binpad(number.get(), to_bytes(bytes), static_cast<int>(bytes.size())) >= 0);
  return encode_base64url(bytes);
}

std::string ed25519_jwk_of(EVP_PKEY* key) {
  std::string point(32, '\0');
  auto size = point.size();
  need(EVP_PKEY_get_raw_public_key(key, to_bytes(point), &size) == 1 && size == point.size());
  return R"({"kty":"OKP","crv":"Ed25519","x":")" + encode_base64url(point) + "\"}";
}

bool is_p256(EVP_PKEY* key) {
  char name[64];
  std::size_t size = 0;
  return EVP_PKEY_get_group_name(key, name, sizeof name, &size) == 1 &&
         std::string_view{name, size} == "prime256v1";
}

}  // namespace

std::optional<std::string> jwk_of(EVP_PKEY* key) {
  const ErrorScope errors;
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return ed25519_jwk_of(key);
  if (EVP_PKEY_is_a(key, "RSA") == 1) {
    return R"({"kty":"RSA","n":")" + number_of(key, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
           number_of(key, OSSL_PKEY_PARAM_RSA_E) + "\"}";
  }
  if (EVP_PKEY_is_a(key, "EC") == 1 && is_p256(key)) {
    return R"({"kty":"EC","crv":"P-256","x":")" + number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, 32) +
           R"(","y":")" + number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, 32) + "\"}";
  }
  return std::nullopt;
}

}  // namespace gatehouse::crypto::detail
