#pragma once
// SPDX-License-Identifier: Apache-2.0
// The signature algorithms of tokens whose verifiers must not be able to sign.

#include <optional>
#include <string_view>

namespace gatehouse::crypto {

/// The signature algorithm of a key pair. It is a property of the key; a token cannot choose it
/// (RFC 8725 3.1).
enum class SigningAlgorithm {
  eddsa,  ///< "EdDSA" over Ed25519 (RFC 8037 3.1): 64 bytes, deterministic
  es256,  ///< "ES256" (RFC 7518 3.4): ECDSA over P-256 with SHA-256, 64 bytes
  rs256,  ///< "RS256" (RFC 7518 3.3): RSASSA-PKCS1-v1_5 with SHA-256, as long as the modulus
};

/// Returns the name in `alg`, which is case-sensitive (RFC 7515 4.1.1).
[[nodiscard]] std::string_view to_string(SigningAlgorithm algorithm) noexcept;

/// Returns the algorithm with this name in `alg`, or nothing for all other names, which include
/// "none" and HS256.
[[nodiscard]] std::optional<SigningAlgorithm> signing_algorithm_named(std::string_view name) noexcept;

}  // namespace gatehouse::crypto
