// SPDX-License-Identifier: Apache-2.0
#include "api/account/delete_me.h"

#include <utility>

#include "api/account/password_attempt.h"
#include "api/hash_job.h"
#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<> delete_me(web::Json<Farewell> data, web::Depends<get_caller> caller,
                      web::State<auth::OwnAccount> own, const web::Request& request,
                      web::State<auth::throttle::Guard> guard) {
  PasswordAttempt attempt{*guard, *caller, request};
  Secret password = std::move(data->password);
  auto leaving =
      own->leave(actor_of(request, *caller), caller->user->id, std::move(password), hash_job(request));
  const auto left = co_await std::move(leaving);
  attempt.settle(left);
  if (!left) refuse_coded(left.error(), "password");
}

}  // namespace gatehouse::api::account
