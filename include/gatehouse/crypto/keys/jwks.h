#pragma once
// SPDX-License-Identifier: Apache-2.0
// JSON Web Key Sets (RFC 7517 section 5): the text in which public keys are published.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/public_key.h"
#include "gatehouse/crypto/keys/verification_keys.h"

namespace gatehouse::crypto {

/// Longer sets are refused unread (CWE-400).
inline constexpr std::size_t max_jwks_size = 65'536;

/// What a text of keys holds.
struct Jwks {
  std::vector<PublicKey> keys{};          ///< those we can use, in their order
  std::vector<PublicKeyError> ignored{};  ///< why each of the others is of no use, in their order
};

/// The text of a set, on one line. Private members can't get into it: a PublicKey has none.
[[nodiscard]] std::string write_jwks(std::span<const PublicKey> keys);

/// Reads a set. Keys that we can't use are ignored, so that others may publish theirs beside ours (RFC
/// 7517 5); two usable keys of one name are refused. Errors: every value of KeySetError. Thread-safe.
///
///     auto jwks = read_jwks(body);
///     auto keys = VerificationKeys::from_keys(jwks.value().keys).value();
[[nodiscard]] result<Jwks, KeySetError> read_jwks(std::string_view json);

}  // namespace gatehouse::crypto
