#pragma once
// SPDX-License-Identifier: Apache-2.0
// A password that begins a session: what /login and /token have in common.

#include <optional>
#include <string>

#include "api/options.h"
#include "auth/sessions/sessions.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// What has come of a login.
struct PasswordLogin {
  PasswordLogin() : pair(auth::AccountError{}) {}

  std::optional<auth::throttle::Refusal> refusal;  ///< set: it was not tried; `pair` says nothing
  auth::AccountResult<auth::TokenPair> pair;
  std::string cookie_name;
  std::string cookie;  ///< by which the device is known from now on; empty: none
};

/// Logs the request's client in, within the limits. Errors of `pair` as `auth::Sessions::log_in`. The request
/// outlives this.
[[nodiscard]] awaitable<PasswordLogin> log_in(auth::Sessions& sessions, auth::throttle::Guard& guard,
                                              std::string username, Secret password,
                                              const web::Request& request, auth::TokenRequest asked = {});

/// Has the browser keep the device's cookie, if there is one.
void set_device_cookie(const PasswordLogin& login, const Options& options, web::Response& response);

}  // namespace gatehouse::api
