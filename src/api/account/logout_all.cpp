// SPDX-License-Identifier: Apache-2.0
#include "api/account/logout_all.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<> logout_all(web::Depends<get_caller> caller, web::State<auth::Sessions> sessions) {
  auto ending = sessions->log_out_everywhere(caller->user->id);
  const auto ended = co_await std::move(ending);
  if (!ended) refuse_coded(ended.error());
}

}  // namespace gatehouse::api::account
