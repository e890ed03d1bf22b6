#pragma once
// SPDX-License-Identifier: Apache-2.0
// The signatures that tokens may carry where those who verify must not be able to sign.

#include <optional>
#include <string_view>

namespace gatehouse::crypto {

/// How a key pair signs. It belongs to the key: a token can only agree (RFC 8725 3.1).
enum class SigningAlgorithm {
  eddsa,  ///< "EdDSA" over Ed25519 (RFC 8037 3.1): 64 bytes, the same for the same message
  es256,  ///< "ES256" (RFC 7518 3.4): ECDSA over P-256 with SHA-256, 64 bytes
  rs256,  ///< "RS256" (RFC 7518 3.3): RSASSA-PKCS1-v1_5 with SHA-256, as long as the modulus
};

/// The name in `alg`. It has case (RFC 7515 4.1.1).
[[nodiscard]] std::string_view to_string(SigningAlgorithm algorithm) noexcept;

/// The algorithm with this name in `alg`; nothing for all others, "none" and HS256 among them.
[[nodiscard]] std::optional<SigningAlgorithm> signing_algorithm_named(std::string_view name) noexcept;

}  // namespace gatehouse::crypto
