#pragma once
// SPDX-License-Identifier: Apache-2.0
// What we ask of OpenSSL for key pairs. No call leaves errors in the thread's queue, where TLS would find
// them.

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/crypto/keys/signing_algorithm.h"

namespace gatehouse::crypto::detail {

/// Frees what OpenSSL made.
template <auto free>
struct Free {
  template <class T>
  void operator()(T* made) const noexcept {
    free(made);
  }
};

using KeyPtr = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

/// Takes back the errors that OpenSSL reports during its life.
class ErrorScope {
 public:
  ErrorScope() noexcept { ERR_set_mark(); }
  ~ErrorScope() { ERR_pop_to_mark(); }
  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;
};

/// Null where `bytes` are none of the curve's points, in the curve's own form.
[[nodiscard]] KeyPtr make_ed25519_key(std::string_view bytes);
/// Of P-256; null likewise. Coordinates are 32 bytes, big-endian.
[[nodiscard]] KeyPtr make_p256_key(std::string_view x, std::string_view y);
/// Null where OpenSSL won't have them. Numbers are big-endian.
[[nodiscard]] KeyPtr make_rsa_key(std::string_view modulus, std::string_view exponent);

/// As `PublicKey::verify` says.
[[nodiscard]] bool verify_with(EVP_PKEY* key, SigningAlgorithm algorithm, std::string_view message,
                               std::string_view signature) noexcept;
/// As `SigningKey::sign` says.
[[nodiscard]] std::string sign_with(EVP_PKEY* key, SigningAlgorithm algorithm, std::string_view message);

/// The digest's bytes. Throws std::runtime_error where OpenSSL fails.
[[nodiscard]] std::string sha256(std::string_view bytes);

inline const unsigned char* to_bytes(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* to_bytes(std::string& text) noexcept {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace gatehouse::crypto::detail
