#pragma once
// SPDX-License-Identifier: Apache-2.0
// The public half of a key pair, read from a JSON Web Key (RFC 7517). It verifies signatures.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/signing_algorithm.h"

struct evp_pkey_st;

namespace gatehouse::crypto {

/// Why a JWK is refused.
enum class PublicKeyError {
  malformed,    ///< not a JSON object, or a member is missing, repeated, of the wrong kind or not base64url
  unsupported,  ///< the `kty`, `crv` or `alg` is not supported, which includes secrets (`oct`)
  /// It contains private members. Its publisher must replace the key (CWE-522).
  private_key,
  contradictory,  ///< `alg` does not belong to this kind of key
  wrong_use,      ///< `use` or `key_ops` names another use than signatures
  /// Not a point of the curve, not of the size of the curve, or RSA with more than 8192 bits or an exponent
  /// of more than 64 bits.
  invalid,
  /// Others could forge signatures or find the private key: RSA with fewer than 2048 bits, an even number, a
  /// small factor, exponent 1 or the ROCA weakness (CVE-2017-15361); Ed25519 with a point of small order.
  weak,
};

/// Returns the name of the value, for logs.
[[nodiscard]] std::string_view to_string(PublicKeyError error) noexcept;
/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(PublicKeyError error, const boost::source_location& where);

/// Verifies signatures of one algorithm with one key. Immutable; copies share the key.
///
///     auto key = PublicKey::from_jwk(text);
///     if (!key) log.write(LogLevel::warning, to_string(key.error()));
class PublicKey {
 public:
  /// The maximum size of a JWK in bytes. Larger ones are refused unread (CWE-400).
  static constexpr std::size_t max_jwk_size = 16'384;
  /// The maximum size of a `kid` in bytes. A JWK with a longer one is malformed.
  static constexpr std::size_t max_id_size = 256;
  static constexpr std::size_t min_rsa_bits = 2048;  ///< RFC 7518 3.3
  /// RFC 7518 sets no upper limit, but a larger key makes each verification expensive (CWE-400).
  static constexpr std::size_t max_rsa_bits = 8192;

  /// Reads a JWK of RFC 7517 4, RFC 7518 6 and RFC 8037 2: Ed25519, P-256, or RSA with an odd
  /// exponent from 3 to 64 bits. `alg` may be absent, because each kind of key has only one algorithm
  /// here. If `kid` is absent, the thumbprint is used. Unknown members are ignored. Fails with any
  /// value of PublicKeyError. Thread-safe.
  [[nodiscard]] static result<PublicKey, PublicKeyError> from_jwk(std::string_view json);

  /// Returns the JWK on one line: the key itself, `alg`, `use` and `kid`.
  [[nodiscard]] const std::string& to_jwk() const noexcept { return jwk_; }

  [[nodiscard]] SigningAlgorithm algorithm() const noexcept { return algorithm_; }
  /// Returns the name that the header of a token refers to. UTF-8, never empty.
  [[nodiscard]] const std::string& kid() const noexcept { return kid_; }
  /// Returns the SHA-256 digest of the required members of the key, in base64url (RFC 7638). It is the `kid`
  /// of keys that this library generates.
  [[nodiscard]] const std::string& thumbprint() const noexcept { return thumbprint_; }
  /// Returns the size in bytes of each of its signatures.
  [[nodiscard]] std::size_t signature_size() const noexcept { return signature_size_; }

  /// Returns whether `signature` is a signature of `message` by this key, in the form of RFC 7518 3 and RFC
  /// 8037 3.1. Returns false also if OpenSSL is out of memory. For each valid ECDSA signature (r, s) a second
  /// one, (r, n - s), is valid too, so do not use signatures as identifiers (RFC 7518 3.4). Leaves no error
  /// in OpenSSL's error queue. Thread-safe.
  [[nodiscard]] bool verify(std::string_view message, std::string_view signature) const noexcept;

 private:
  PublicKey() = default;

  SigningAlgorithm algorithm_ = SigningAlgorithm::eddsa;
  std::size_t signature_size_ = 0;
  std::string kid_;
  std::string thumbprint_;
  std::string jwk_;
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace gatehouse::crypto
