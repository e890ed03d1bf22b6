#pragma once
// SPDX-License-Identifier: Apache-2.0
// Cookies by which a device proves that its user has logged in from there before.

#include <optional>
#include <string>
#include <string_view>

#include "gatehouse/base/random.h"
#include "gatehouse/base/secret.h"
#include "gatehouse/crypto/hmac_sha256.h"
#include "store/user.h"

namespace gatehouse::auth::throttle {

/// Makes and checks device cookies: a random id, and an HMAC-SHA-256 over user, password hash and id. So a
/// cookie is of one user, and void once the password has changed. Copies can't be told from the original: a
/// stolen cookie allows as many guesses as its device may make, and nothing else. Thread-safe.
///
///     response.set_cookie(DeviceCookies::name("ada@example.org"), cookies.make(user, {}));
class DeviceCookies {
 public:
  /// `server_secret` is SERVER_SECRET_KEY; `previous`, if there is one, still verifies. The randomness
  /// outlives this.
  DeviceCookies(const Secret& server_secret, const std::optional<Secret>& previous,
                Random& random = system_random());

  /// The cookie's name for an account, by its folded address: several users of one browser have one each.
  [[nodiscard]] static std::string name(std::string_view account);

  /// A cookie's value for `user`: of the device with this id, or of a new one if it is empty.
  [[nodiscard]] std::string make(const store::User& user, std::string_view device) const;

  /// The device's id, if `value` is a cookie of `user` with the current password; else nothing.
  [[nodiscard]] std::optional<std::string> find_device(std::string_view value, const store::User& user) const;

 private:
  crypto::HmacSha256 mac_;
  std::optional<crypto::HmacSha256> previous_mac_;
  Random& random_;
};

}  // namespace gatehouse::auth::throttle
