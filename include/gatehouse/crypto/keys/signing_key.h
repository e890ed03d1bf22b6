#pragma once
// SPDX-License-Identifier: Apache-2.0
// The private half of a key pair. It signs access tokens.

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/keys/public_key.h"
#include "gatehouse/crypto/keys/signing_algorithm.h"
#include "gatehouse/crypto/keys/token_type.h"

namespace gatehouse::crypto {

/// Why a private key is refused.
enum class SigningKeyError {
  malformed,    ///< not PKCS#8 in DER, with bytes after its end, or of a kind that OpenSSL does not read
  unsupported,  ///< not a kind of key or curve of SigningAlgorithm, or RSA of more than 8192 bits
  weak,         ///< see PublicKeyError::weak
  broken,       ///< the halves do not belong together: its signature does not verify
};

/// Returns the name of the value, for logs.
[[nodiscard]] std::string_view to_string(SigningKeyError error) noexcept;
/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(SigningKeyError error, const boost::source_location& where);

/// The size of a new RSA key. Other kinds of key have one size only.
enum class RsaSize : unsigned { bits_2048 = 2048, bits_3072 = 3072 };

/// Signs with one algorithm. Immutable; copies share the key, which OpenSSL wipes with the last copy.
///
///     const auto key = SigningKey::generate(SigningAlgorithm::eddsa);
///     auto token = sign(claims, key);
class SigningKey {
 public:
  /// Returns a new key from OpenSSL's random generator, which is seeded by the kernel. An RSA key takes a
  /// tenth of a second or more. Throws std::runtime_error if OpenSSL fails.
  [[nodiscard]] static SigningKey generate(SigningAlgorithm algorithm, RsaSize size = RsaSize::bits_2048);

  /// Reads unencrypted PKCS#8 (RFC 5958) in DER, and signs once to check that the key is intact. Fails with
  /// any value of SigningKeyError. Throws std::runtime_error if OpenSSL fails.
  [[nodiscard]] static result<SigningKey, SigningKeyError> from_pkcs8(const Secret& der);

  /// Returns the key in the form that `from_pkcs8` reads. Throws std::runtime_error if OpenSSL fails.
  [[nodiscard]] Secret to_pkcs8() const;

  /// Returns the public half. Its `kid` is its thumbprint, so that a key always has the same name.
  [[nodiscard]] const PublicKey& public_key() const noexcept { return public_key_; }
  [[nodiscard]] SigningAlgorithm algorithm() const noexcept { return public_key_.algorithm(); }
  /// Returns the key id, for the header of tokens.
  [[nodiscard]] const std::string& kid() const noexcept { return public_key_.kid(); }

  /// Returns the signature of `message`, in the form of a JWS before base64url (RFC 7518 3, RFC 8037 3.1).
  /// Throws std::runtime_error if OpenSSL fails. Thread-safe.
  [[nodiscard]] std::string sign(std::string_view message) const;

  /// Returns the header of its tokens in base64url: {"alg":…,"kid":…,"typ":…}.
  [[nodiscard]] const std::string& header(TokenType type) const noexcept {
    return headers_[static_cast<std::size_t>(type)];
  }

 private:
  static result<SigningKey, SigningKeyError> of(std::shared_ptr<evp_pkey_st> key);
  SigningKey(std::shared_ptr<evp_pkey_st> key, PublicKey public_key);

  std::shared_ptr<evp_pkey_st> key_;
  PublicKey public_key_;
  std::array<std::string, 2> headers_;
};

}  // namespace gatehouse::crypto
