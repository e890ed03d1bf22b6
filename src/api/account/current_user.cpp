// SPDX-License-Identifier: Apache-2.0
#include "api/account/current_user.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<auth::Access> get_current_user(web::Depends<bearer> token, web::State<auth::TokenService> tokens,
                                         const web::Request& request) {
  auto known = tokens->check_cached(*token, request.worker);
  if (!known) {
    auto asked = co_await tokens->check_access(*token, request.worker);
    known.emplace(std::move(asked));
  }
  if (!*known) refuse(known->error());
  co_return std::move(**known);
}

}  // namespace gatehouse::api::account
