// SPDX-License-Identifier: Apache-2.0
#include "api/account/signup.h"

#include <utility>

#include "api/hash_job.h"
#include "api/origin.h"
#include "api/refusals.h"
#include "api/throttled.h"

namespace gatehouse::api::account {

awaitable<UserOut> create_user(web::Json<UserAuth> data, web::State<auth::Accounts> accounts,
                               web::State<Options> options, web::State<auth::throttle::Guard> guard,
                               const web::Request& request) {
  if (!options->is_signup_enabled) throw web::HttpError{403, "Sign-up is closed"};
  auto admission = guard->admit_signup(origin_of(request));
  if (admission.refusal) refuse_throttled(*admission.refusal);
  Secret password = std::move(data->password);
  auto job = hash_job(request);
  const auto user =
      co_await accounts->sign_up(actor_of(request), data->email.text(), std::move(password), std::move(job));
  // An attempt that finds an address taken counts too: it cost a hash and told the caller that the address
  // is in use.
  const bool is_counted = user || user.error() == auth::AccountError::email_taken;
  if (!is_counted) admission.hold.give_back();
  if (!user) refuse(user.error());
  UserOut out{user->id, user->email};
  co_return out;
}

}  // namespace gatehouse::api::account
