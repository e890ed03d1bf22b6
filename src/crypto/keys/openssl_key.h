#pragma once
// SPDX-License-Identifier: Apache-2.0
// The OpenSSL functions for key pairs. They leave no errors in the thread's error queue.

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/crypto/keys/signing_algorithm.h"

namespace gatehouse::crypto::detail {

/// Frees an object of OpenSSL with the given function.
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

/// Removes the errors that OpenSSL reports during its lifetime, so that later TLS code does not find them.
class ErrorScope {
 public:
  ErrorScope() noexcept { ERR_set_mark(); }
  ~ErrorScope() { ERR_pop_to_mark(); }
  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;
};

/// Returns null if `bytes` do not encode a point of the curve.
[[nodiscard]] KeyPtr make_ed25519_key(std::string_view bytes);
/// Makes a P-256 key. Returns null if the point is not on the curve. Coordinates are 32 bytes, big-endian.
[[nodiscard]] KeyPtr make_p256_key(std::string_view x, std::string_view y);
/// Returns null if OpenSSL refuses the numbers. They are big-endian.
[[nodiscard]] KeyPtr make_rsa_key(std::string_view modulus, std::string_view exponent);

/// See `PublicKey::verify`.
[[nodiscard]] bool verify_with(EVP_PKEY* key, SigningAlgorithm algorithm, std::string_view message,
                               std::string_view signature) noexcept;
/// See `SigningKey::sign`.
[[nodiscard]] std::string sign_with(EVP_PKEY* key, SigningAlgorithm algorithm, std::string_view message);

/// Returns the digest as bytes. Throws std::runtime_error if OpenSSL fails.
[[nodiscard]] std::string sha256(std::string_view bytes);

inline const unsigned char* to_bytes(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* to_bytes(std::string& text) noexcept {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace gatehouse::crypto::detail
