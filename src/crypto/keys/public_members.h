#pragma once
// SPDX-License-Identifier: Apache-2.0
// What of a key pair is for publication.

#include <optional>
#include <string>

#include "crypto/keys/openssl_key.h"

namespace gatehouse::crypto::detail {

/// The JWK of a pair's public half; nothing for kinds and curves other than those of SigningAlgorithm.
/// Throws std::runtime_error where OpenSSL fails.
[[nodiscard]] std::optional<std::string> jwk_of(EVP_PKEY* key);

}  // namespace gatehouse::crypto::detail
