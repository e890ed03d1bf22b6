// SPDX-License-Identifier: Apache-2.0
#include "api/account/change_password.h"

#include <utility>

#include "api/account/password_attempt.h"
#include "api/hash_job.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<> change_password(web::Json<PasswordChange> data, web::Depends<get_caller> caller,
                            web::State<auth::OwnAccount> own, const web::Request& request,
                            web::State<auth::throttle::Guard> guard) {
  PasswordAttempt attempt{*guard, *caller, request};
  Secret old_password = std::move(data->old_password);
  Secret new_password = std::move(data->new_password);
  auto changing = own->change_password(actor_of(request, *caller), caller->user->id, std::move(old_password),
                                       std::move(new_password), caller->session, hash_job(request));
  const auto user = co_await std::move(changing);
  attempt.settle(user);
  if (!user) refuse_coded(user.error(), "new_password");
}

}  // namespace gatehouse::api::account
