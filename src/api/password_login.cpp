// SPDX-License-Identifier: Apache-2.0
#include "api/password_login.h"

#include <chrono>
#include <utility>

#include "api/hash_job.h"
#include "api/origin.h"

namespace gatehouse::api {
namespace {

using auth::throttle::DeviceCookies;
using auth::throttle::Guard;

/// The longest time that browsers keep a cookie (draft-ietf-httpbis-rfc6265bis 5.5).
constexpr std::chrono::seconds cookie_life = std::chrono::days{400};

/// A known device waits in a turn of its own, so that an attack on the account does not delay it.
crypto::JobOptions job_of(const web::Request& request, const auth::throttle::Admission& admission) {
  if (admission.device.empty()) return hash_job(request);
  return {crypto::HashCaller::from_device(admission.device), request.when_gone()};
}

}  // namespace

awaitable<PasswordLogin> log_in(auth::Sessions& sessions, Guard& guard, std::string username, Secret password,
                                const web::Request& request, auth::TokenRequest asked) {
  PasswordLogin login;
  login.cookie_name = DeviceCookies::name(Guard::account_of(username));
  const auth::throttle::LoginAttempt attempt{username, std::string{find_cookie(request, login.cookie_name)},
                                             origin_of(request)};
  auto admitting = guard.admit_login(attempt);
  auto admission = co_await std::move(admitting);
  login.refusal = admission.refusal;
  if (login.refusal) co_return login;
  auto logging_in = sessions.log_in(actor_of(request), std::move(username), std::move(password),
                                    job_of(request, admission), std::move(asked));
  login.pair = co_await std::move(logging_in);
  if (login.pair) {
    login.cookie = guard.note_success(attempt, admission, login.pair->user.value());
  } else {
    guard.note_failure(attempt, admission, login.pair.error());
  }
  co_return login;
}

void set_device_cookie(const PasswordLogin& login, const Options& options, web::Response& response) {
  if (login.cookie.empty()) return;
  http::CookieOptions cookie;
  cookie.max_age = cookie_life;
  cookie.same_site = http::SameSite::strict;
  cookie.secure = options.issuer.starts_with("https:");
  response.set_cookie(login.cookie_name, login.cookie, cookie);
}

}  // namespace gatehouse::api
