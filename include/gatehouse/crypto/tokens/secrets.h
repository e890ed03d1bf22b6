#pragma once
// SPDX-License-Identifier: Apache-2.0
// The secrets that sign tokens. Each purpose has its own type, so that they cannot be mixed up.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "gatehouse/base/random.h"
#include "gatehouse/base/result.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/hmac_sha256.h"

namespace gatehouse::crypto {

/// Why a secret is refused as a key.
enum class KeyError {
  empty,  ///< the secret is empty, so anyone could sign
};

[[nodiscard]] std::string_view to_string(KeyError error) noexcept;
/// Throws std::runtime_error. Called by `result::value()`.
[[noreturn]] void throw_exception_from_error(KeyError error, const boost::source_location& where);

/// A secret shared by all who sign and verify (HS256). Only the SHA-256 states made from it are kept.
template <class Purpose>
class Hs256Key {
 public:
  /// The minimum size that RFC 7518 3.2 requires. A shorter secret works, but `is_short()` returns true.
  static constexpr std::size_t min_bytes = 32;

  /// Uses the bytes of `secret` as the key. Fails with `empty`.
  [[nodiscard]] static result<Hs256Key, KeyError> from_secret(const Secret& secret) {
    if (secret.empty()) return KeyError::empty;
    return Hs256Key{secret.reveal()};
  }

  /// Returns a random key. Tokens signed with it are valid only as long as the process runs.
  [[nodiscard]] static Hs256Key random(Random& source = system_random()) {
    const Secret secret = random_secret(source);
    return Hs256Key{secret.reveal()};
  }

  /// Returns the key from the value of an environment variable, or a random key if the variable is not set
  /// (null). Throws std::runtime_error if it is set but empty, because that is probably a mistake.
  ///
  ///     auto key = AccessTokenKey::from_secret_or_random(std::getenv("JWT_SECRET_KEY"));
  [[nodiscard]] static Hs256Key from_secret_or_random(const char* value, Random& source = system_random()) {
    if (value == nullptr) return random(source);
    return from_secret(Secret{value}).value();
  }

  /// Returns whether the secret is shorter than RFC 7518 3.2 requires, which is worth a warning.
  [[nodiscard]] bool is_short() const noexcept { return is_short_; }

  /// Returns the MAC that signs with this key.
  [[nodiscard]] const HmacSha256& mac() const noexcept { return mac_; }

 private:
  explicit Hs256Key(std::string_view secret) noexcept : mac_(secret), is_short_(secret.size() < min_bytes) {}
  static Secret random_secret(Random& source) {
    std::string bytes(min_bytes, '\0');
    source.fill(std::as_writable_bytes(std::span{bytes}));
    return Secret{std::move(bytes)};
  }

  HmacSha256 mac_;
  bool is_short_;
};

/// Signs access tokens.
using AccessTokenKey = Hs256Key<struct AccessTokenPurpose>;
/// Signs refresh tokens.
using RefreshTokenKey = Hs256Key<struct RefreshTokenPurpose>;

}  // namespace gatehouse::crypto
