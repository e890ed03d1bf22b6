#pragma once
// SPDX-License-Identifier: Apache-2.0
// What a way of hashing passwords must offer; the list of them is open.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/crypto/passwords/password_error.h"

namespace gatehouse::crypto {

/// A scheme of encoded hashes: text that holds the scheme's name, its cost, a salt and the digest.
/// A "setting" is the same text without the digest. Implementations are immutable and thread-safe.
class HashScheme {
 public:
  virtual ~HashScheme() = default;

  /// Its name, as passlib calls it.
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  /// Passwords of more bytes are no passwords of this scheme.
  [[nodiscard]] virtual std::size_t max_password_bytes() const noexcept = 0;

  /// Whether `encoded` is of this scheme, damaged or not.
  [[nodiscard]] virtual bool is_recognized(std::string_view encoded) const noexcept = 0;
  /// Why `encoded` must not be computed: malformed_hash, refused_cost; nothing where it may.
  [[nodiscard]] virtual std::optional<PasswordError> check(std::string_view encoded) const noexcept = 0;
  /// Whether a hash that `check` passes was made with another cost than new ones are.
  [[nodiscard]] virtual bool needs_update(std::string_view encoded) const noexcept = 0;

  /// A setting for a new hash, its salt from `random`.
  [[nodiscard]] virtual result<std::string, PasswordError> make_setting(Random& random) const = 0;
  /// Hashes: slow on purpose, and blocks. `setting` is one made here or a whole hash that `check` passes; the
  /// password has no NUL and at most `max_password_bytes()`. Error: engine_failed.
  [[nodiscard]] virtual result<std::string, PasswordError> compute(std::string_view password,
                                                                   std::string_view setting) const = 0;
};

}  // namespace gatehouse::crypto
