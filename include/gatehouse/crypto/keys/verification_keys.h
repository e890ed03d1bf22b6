#pragma once
// SPDX-License-Identifier: Apache-2.0
// The public keys that tokens may be signed with at one time: the current one, and those it replaced.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/base/result.h"
#include "gatehouse/crypto/keys/public_key.h"

namespace gatehouse::crypto {

/// Why there is no set of keys.
enum class KeySetError {
  too_long,       ///< the text has more than `max_jwks_size` bytes
  malformed,      ///< not one JSON object whose `keys` is a list of objects
  too_many_keys,  ///< more than `VerificationKeys::max_keys`
  duplicate_kid,  ///< two keys have one name: which is meant would be a guess (RFC 7517 4.5)
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(KeySetError error) noexcept;
/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(KeySetError error, const boost::source_location& where);

/// Finds the key that a token names. Immutable, so one is shared by all threads; a rotation makes a new one.
class VerificationKeys {
 public:
  /// As many as a set may have.
  static constexpr std::size_t max_keys = 64;

  /// No key: every token is signed by an unknown one.
  VerificationKeys() = default;

  /// Errors: `too_many_keys`, `duplicate_kid`.
  [[nodiscard]] static result<VerificationKeys, KeySetError> from_keys(std::vector<PublicKey> keys);

  /// The key with this `kid`, or null. It ends with the set.
  [[nodiscard]] const PublicKey* find(std::string_view kid) const noexcept;
  /// The key whose `SigningKey::header` this is, or null: spares reading the headers that we write.
  [[nodiscard]] const PublicKey* find_by_header(std::string_view header) const noexcept;

  /// All of them, in their order.
  [[nodiscard]] const std::vector<PublicKey>& keys() const noexcept { return keys_; }

 private:
  std::vector<PublicKey> keys_;
  std::vector<std::array<std::string, 2>> headers_;  // of each key, by TokenType
};

}  // namespace gatehouse::crypto
