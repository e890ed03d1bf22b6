// SPDX-License-Identifier: Apache-2.0
#include "api/account/signup.h"

#include <utility>

#include "api/hash_job.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<UserOut> create_user(web::Json<UserAuth> data, web::State<auth::Accounts> accounts,
                               web::State<Options> options, const web::Request& request) {
  if (!options->is_signup_enabled) throw web::HttpError{403, "Sign-up is closed"};
  Secret password = std::move(data->password);
  auto job = hash_job(request);
  const auto user = co_await accounts->sign_up(data->email.text(), std::move(password), std::move(job));
  if (!user) refuse(user.error(), accounts->policy());
  UserOut out{user->id, user->email};
  co_return out;
}

}  // namespace gatehouse::api::account
