#pragma once
// SPDX-License-Identifier: Apache-2.0
// The private half of a key pair, which signs access tokens.

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/keys/public_key.h"
#include "gatehouse/crypto/keys/signing_algorithm.h"
#include "gatehouse/crypto/tokens/token_type.h"

namespace gatehouse::crypto {

/// Why bytes can't be a signing key.
enum class SigningKeyError {
  malformed,    ///< not PKCS#8 in DER, something behind it, or of a kind that OpenSSL doesn't read
  unsupported,  ///< another kind of key or curve than those of SigningAlgorithm, or RSA of over 8192 bits
  weak,         ///< what PublicKeyError::weak says of its public half
  broken,       ///< the halves don't belong together: what it signs doesn't verify
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(SigningKeyError error) noexcept;
/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(SigningKeyError error, const boost::source_location& where);

/// How long a new RSA key is; others have one length.
enum class RsaSize : unsigned { bits_2048 = 2048, bits_3072 = 3072 };

/// Signs with one algorithm. Immutable; copies share the key, which OpenSSL wipes when the last one goes.
///
///     const auto key = SigningKey::generate(SigningAlgorithm::eddsa);
///     auto token = sign(claims, key);
class SigningKey {
 public:
  /// A new key, out of OpenSSL's generator, which the kernel's seeds. An RSA key takes a tenth of a second or
  /// more. Throws std::runtime_error where OpenSSL fails.
  [[nodiscard]] static SigningKey generate(SigningAlgorithm algorithm, RsaSize size = RsaSize::bits_2048);

  /// Reads PKCS#8 (RFC 5958) in DER, not encrypted, and signs once to see that it is whole. Errors: every
  /// value of SigningKeyError. Throws std::runtime_error where OpenSSL fails.
  [[nodiscard]] static result<SigningKey, SigningKeyError> from_pkcs8(const Secret& der);

  /// The key as `from_pkcs8` reads it. Throws std::runtime_error where OpenSSL fails.
  [[nodiscard]] Secret to_pkcs8() const;

  /// The other half, to be published; its `kid` is its thumbprint, so that a key always has the same name.
  [[nodiscard]] const PublicKey& public_key() const noexcept { return public_key_; }
  /// What it signs with.
  [[nodiscard]] SigningAlgorithm algorithm() const noexcept { return public_key_.algorithm(); }
  /// Its id, for a token's header.
  [[nodiscard]] const std::string& kid() const noexcept { return public_key_.kid(); }

  /// The signature of `message`, as a JWS has it before base64url (RFC 7518 3, RFC 8037 3.1). Throws
  /// std::runtime_error where OpenSSL fails. Thread-safe.
  [[nodiscard]] std::string sign(std::string_view message) const;

  /// The header of its tokens, in base64url: {"alg":…,"kid":…,"typ":…}.
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
