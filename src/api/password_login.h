#pragma once
// SPDX-License-Identifier: Apache-2.0
// Begins a session with a password, for both /login and /token.

#include <optional>
#include <string>

#include "api/options.h"
#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// The outcome of a login.
struct PasswordLogin {
  PasswordLogin() : pair(auth::AccountError{}) {}

  std::optional<auth::throttle::Refusal> refusal;  ///< set when the login was not tried; ignore `pair` then
  auth::AccountResult<auth::TokenPair> pair;
  std::string cookie_name;
  std::string cookie;  ///< makes the device known from now on; empty: none
};

/// Logs the request's user in, within the limits. The errors of `pair` are those of `auth::Sessions::log_in`.
/// The request must outlive this.
[[nodiscard]] awaitable<PasswordLogin> log_in(auth::Sessions& sessions, auth::throttle::Guard& guard,
                                              std::string username, Secret password,
                                              const web::Request& request, auth::TokenRequest asked = {});

/// Sets the device's cookie in the response, if there is one.
void set_device_cookie(const PasswordLogin& login, const Options& options, web::Response& response);

}  // namespace gatehouse::api
