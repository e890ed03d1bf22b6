#pragma once
// SPDX-License-Identifier: Apache-2.0
// The secrets that tokens are signed with, one type a purpose, so that they can't be mixed up.

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

/// Why a text can't be a key.
enum class KeyError {
  empty,  ///< no secret at all: anyone could sign
};

[[nodiscard]] std::string_view to_string(KeyError error) noexcept;
/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(KeyError error, const boost::source_location& where);

/// A secret shared by those who sign and those who verify (HS256). Only its digested states are kept.
template <class Purpose>
class Hs256Key {
 public:
  /// The least length that RFC 7518 3.2 allows; a shorter one works, and `is_short()` says so.
  static constexpr std::size_t min_bytes = 32;

  /// Takes the bytes of `secret` as the key; `empty` is an error.
  [[nodiscard]] static result<Hs256Key, KeyError> from_secret(const Secret& secret) {
    if (secret.empty()) return KeyError::empty;
    return Hs256Key{secret.reveal()};
  }

  /// A key nobody knows: tokens signed with it end with the process.
  [[nodiscard]] static Hs256Key random(Random& source = system_random()) {
    const Secret secret = random_secret(source);
    return Hs256Key{secret.reveal()};
  }

  /// The key of an environment variable's value, or a random one where it is unset (null).
  /// Throws std::runtime_error where it is set and empty: that is a mistake, not a wish.
  ///
  ///     auto key = AccessTokenKey::from_secret_or_random(std::getenv("JWT_SECRET_KEY"));
  [[nodiscard]] static Hs256Key from_secret_or_random(const char* value, Random& source = system_random()) {
    if (value == nullptr) return random(source);
    return from_secret(Secret{value}).value();
  }

  /// Whether the secret has fewer bytes than RFC 7518 3.2 demands: worth a warning.
  [[nodiscard]] bool is_short() const noexcept { return is_short_; }

  /// What signs with it.
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
