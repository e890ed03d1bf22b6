#pragma once
// SPDX-License-Identifier: Apache-2.0
// The half of a key pair that is published, as a JSON Web Key (RFC 7517), and verifies signatures.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/signing_algorithm.h"

struct evp_pkey_st;

namespace gatehouse::crypto {

/// Why a JWK can't be a key of ours.
enum class PublicKeyError {
  malformed,      ///< no JSON object, a member missing, twice, of the wrong kind, or not strict base64url
  unsupported,    ///< a `kty`, `crv` or `alg` that we have no use for, secrets (`oct`) among them
  private_key,    ///< it shows private members: whoever published it must replace it (CWE-522)
  contradictory,  ///< `alg` is not for this kind of key
  wrong_use,      ///< `use` or `key_ops` name something else than signatures
  invalid,        ///< no point of the curve, or not of the curve's size
  weak,           ///< anyone may forge or factor: RSA of fewer than 2048 bits, exponent 1, ROCA, small order
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(PublicKeyError error) noexcept;
/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(PublicKeyError error, const boost::source_location& where);

/// Verifies signatures of one algorithm by one key. Immutable; copies share the key.
///
///     auto key = PublicKey::from_jwk(text);
///     if (!key) log.write(LogLevel::warning, to_string(key.error()));
class PublicKey {
 public:
  /// Longer texts are refused unread (CWE-400).
  static constexpr std::size_t max_jwk_size = 16'384;
  /// Of a `kid`: a longer one is malformed.
  static constexpr std::size_t max_id_size = 256;
  static constexpr std::size_t min_rsa_bits = 2048;  ///< RFC 7518 3.3
  static constexpr std::size_t max_rsa_bits = 8192;  ///< more makes each token expensive (CWE-400)

  /// Reads a JWK of RFC 7517 4, RFC 7518 6 and RFC 8037 2: Ed25519, P-256, or RSA with an odd exponent from 3
  /// to 64 bits. `alg` may be left out, since each kind of key has one algorithm here; a missing `kid` is the
  /// thumbprint. Members we don't know are ignored. Errors: every value of PublicKeyError. Thread-safe.
  [[nodiscard]] static result<PublicKey, PublicKeyError> from_jwk(std::string_view json);

  /// The JWK: the key itself, `alg`, `use` and `kid`, on one line.
  [[nodiscard]] const std::string& to_jwk() const noexcept { return jwk_; }

  /// What it verifies.
  [[nodiscard]] SigningAlgorithm algorithm() const noexcept { return algorithm_; }
  /// The name that tokens call it by: UTF-8, never empty.
  [[nodiscard]] const std::string& kid() const noexcept { return kid_; }
  /// SHA-256 of the key's required members, in base64url (RFC 7638): the `kid` of keys that we make.
  [[nodiscard]] const std::string& thumbprint() const noexcept { return thumbprint_; }
  /// How many bytes each of its signatures has.
  [[nodiscard]] std::size_t signature_size() const noexcept { return signature_size_; }

  /// Whether `signature` is this key's for `message`, in the form of RFC 7518 3 and RFC 8037 3.1. One that
  /// ECDSA allows has a twin, (r, n - s), which verifies as well: signatures name nothing (RFC 7518 3.4).
  /// False also where OpenSSL has no memory. Leaves no error in OpenSSL's queue. Thread-safe.
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
