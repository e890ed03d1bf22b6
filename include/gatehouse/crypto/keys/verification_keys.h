#pragma once
// SPDX-License-Identifier: Apache-2.0
// The set of public keys that may have signed a token: the current key and older ones.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/public_key.h"

namespace gatehouse::crypto {

/// Why a key set is refused.
enum class KeySetError {
  too_long,       ///< larger than `max_jwks_size`
  malformed,      ///< not a JSON object whose `keys` member is a list of objects
  too_many_keys,  ///< more than `VerificationKeys::max_keys`
  duplicate_kid,  ///< two keys have the same `kid`, so a token would not identify one (RFC 7517 4.5)
};

/// Returns the name of the value, for logs.
[[nodiscard]] std::string_view to_string(KeySetError error) noexcept;
/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(KeySetError error, const boost::source_location& where);

/// Finds the key that a token names. Immutable and thread-safe; a key rotation makes a new set.
class VerificationKeys {
 public:
  /// The maximum number of keys in a set.
  static constexpr std::size_t max_keys = 64;

  /// Creates an empty set. Every token then fails with `unknown_key`.
  VerificationKeys() = default;

  /// Fails with `too_many_keys` or `duplicate_kid`.
  [[nodiscard]] static result<VerificationKeys, KeySetError> from_keys(std::vector<PublicKey> keys);

  /// Returns the key with this `kid`, or null. The key lives as long as the set.
  [[nodiscard]] const PublicKey* find(std::string_view kid) const noexcept;
  /// Returns the key whose `SigningKey::header` equals `header`, or null. Avoids parsing the header of tokens
  /// that this library made.
  [[nodiscard]] const PublicKey* find_by_header(std::string_view header) const noexcept;

  /// Returns all keys in order.
  [[nodiscard]] const std::vector<PublicKey>& keys() const noexcept { return keys_; }

 private:
  std::vector<PublicKey> keys_;
  std::vector<std::array<std::string, 2>> headers_;  // for each key, indexed by TokenType
};

}  // namespace gatehouse::crypto
