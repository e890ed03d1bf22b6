#pragma once
// SPDX-License-Identifier: Apache-2.0
// JSON Web Key Sets (RFC 7517 section 5), the format in which public keys are published.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/public_key.h"
#include "gatehouse/crypto/keys/verification_keys.h"

namespace gatehouse::crypto {

/// The maximum size of a set in bytes. Larger sets are refused unread (CWE-400).
inline constexpr std::size_t max_jwks_size = 65'536;

/// The result of reading a key set.
struct Jwks {
  std::vector<PublicKey> keys{};          ///< the usable keys, in order
  std::vector<PublicKeyError> ignored{};  ///< why each of the other keys cannot be used, in order
};

/// Returns the text of a key set on one line. It contains no private members, because a PublicKey has none.
[[nodiscard]] std::string write_jwks(std::span<const PublicKey> keys);

/// Reads a key set. Keys that are not supported are ignored, so that a set may also contain keys
/// for others (RFC 7517 5). Two usable keys with the same `kid` are refused. Fails with any value
/// of KeySetError. Thread-safe.
///
///     auto jwks = read_jwks(body);
///     auto keys = VerificationKeys::from_keys(jwks.value().keys).value();
[[nodiscard]] result<Jwks, KeySetError> read_jwks(std::string_view json);

}  // namespace gatehouse::crypto
