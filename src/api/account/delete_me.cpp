// SPDX-License-Identifier: Apache-2.0
#include "api/account/delete_me.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<> delete_me(web::Json<Farewell> data, web::Depends<get_caller> caller,
                      web::State<auth::OwnAccount> own, web::State<auth::Accounts> accounts) {
  Secret password = std::move(data->password);
  auto leaving = own->leave(caller->user->id, std::move(password));
  const auto left = co_await std::move(leaving);
  if (!left) refuse_coded(left.error(), accounts->policy(), "password");
}

}  // namespace gatehouse::api::account
