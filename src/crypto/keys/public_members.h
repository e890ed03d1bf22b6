#pragma once
// SPDX-License-Identifier: Apache-2.0
// Extracts the public half of a key pair.

#include <optional>
#include <string>

#include "crypto/keys/openssl_key.h"

namespace gatehouse::crypto::detail {

/// Returns the JWK of the public half, or nothing for kinds and curves that are not in SigningAlgorithm.
/// Throws std::runtime_error if OpenSSL fails.
[[nodiscard]] std::optional<std::string> jwk_of(EVP_PKEY* key);

}  // namespace gatehouse::crypto::detail
