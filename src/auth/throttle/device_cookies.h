#pragma once
// SPDX-License-Identifier: Apache-2.0
// Cookies that prove that their user has logged in from this device before.

#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/hmac_sha256.h"
#include "store/user.h"

namespace gatehouse::auth::throttle {

/// Makes and checks device cookies: a random id, and an HMAC-SHA-256 over user, password hash and id. So a
/// cookie belongs to one user and becomes invalid when the password changes. A copy cannot be told from the
/// original: a stolen cookie allows as many guesses as its device has, and nothing else. Thread-safe.
///
///     response.set_cookie(DeviceCookies::name("ada@example.org"), cookies.make(user, {}));
class DeviceCookies {
 public:
  /// `server_secret` is SERVER_SECRET_KEY. Cookies made with `previous`, if there is one, are still accepted.
  /// The randomness must outlive this.
  DeviceCookies(const Secret& server_secret, const std::optional<Secret>& previous,
                Random& random = system_random());

  /// Returns the cookie's name for an account, given its folded address. Users of one browser
  /// have different cookies.
  [[nodiscard]] static std::string name(std::string_view account);

  /// Returns a cookie's value for `user` and the device with this id; an empty id stands for a new device.
  [[nodiscard]] std::string make(const store::User& user, std::string_view device) const;

  /// Returns the device's id if `value` is a cookie of `user` with the current password, or nullopt.
  [[nodiscard]] std::optional<std::string> find_device(std::string_view value, const store::User& user) const;

 private:
  crypto::HmacSha256 mac_;
  std::optional<crypto::HmacSha256> previous_mac_;
  Random& random_;
};

}  // namespace gatehouse::auth::throttle
