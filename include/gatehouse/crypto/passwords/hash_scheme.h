#pragma once
// SPDX-License-Identifier: Apache-2.0
// The interface of password hashing schemes.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto {

/// A scheme of encoded hashes: text that contains the name of the scheme, the cost, a salt and the digest. A
/// "setting" is the same text without the digest. Implementations are immutable and thread-safe.
class HashScheme {
 public:
  virtual ~HashScheme() = default;

  /// Returns the name that passlib uses.
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  /// Returns the maximum size of a password in bytes.
  [[nodiscard]] virtual std::size_t max_password_bytes() const noexcept = 0;

  /// Returns whether `encoded` belongs to this scheme, even if it is damaged.
  [[nodiscard]] virtual bool is_recognized(std::string_view encoded) const noexcept = 0;
  /// Returns why `encoded` must not be computed (malformed_hash or refused_cost), or nothing if it may be.
  [[nodiscard]] virtual std::optional<PasswordError> check(std::string_view encoded) const noexcept = 0;
  /// Returns whether a hash that `check` accepts was made with another cost than new hashes.
  [[nodiscard]] virtual bool needs_update(std::string_view encoded) const noexcept = 0;

  /// Returns a setting for a new hash, with a salt from `random`.
  [[nodiscard]] virtual result<std::string, PasswordError> make_setting(Random& random) const = 0;
  /// Computes a hash. Slow by design; blocks. `setting` is a result of make_setting() or a whole hash
  /// that `check` accepts. The password must contain no NUL and at most `max_password_bytes()` bytes.
  /// Fails with engine_failed.
  [[nodiscard]] virtual result<std::string, PasswordError> compute(std::string_view password,
                                                                   std::string_view setting) const = 0;
};

}  // namespace gatehouse::crypto
