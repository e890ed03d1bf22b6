// SPDX-License-Identifier: Apache-2.0
#include "api/account/update_me.h"

#include <utility>

#include "api/account/password_attempt.h"
#include "api/hash_job.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<UserOut> update_me(web::Json<UserChange> data, web::Depends<get_caller> caller,
                             web::State<auth::OwnAccount> own, const web::Request& request,
                             web::State<auth::throttle::Guard> guard) {
  PasswordAttempt attempt{*guard, *caller, request};
  Secret password = std::move(data->password);
  auto changing = own->change_email(actor_of(request, *caller), caller->user->id, data->email.text(),
                                    std::move(password), caller->session, hash_job(request));
  const auto user = co_await std::move(changing);
  attempt.settle(user);
  if (!user) refuse_coded(user.error(), "password");
  UserOut out{user->id, user->email};
  co_return out;
}

}  // namespace gatehouse::api::account
