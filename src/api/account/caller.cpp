// SPDX-License-Identifier: Apache-2.0
#include "api/account/caller.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<auth::Access> get_caller(web::Depends<optional_bearer> token, web::State<auth::TokenService> tokens,
                                   const web::Request& request) {
  if (!*token) refuse_stranger();
  auto checking = tokens->check_access(**token, request.worker);
  auto access = co_await std::move(checking);
  if (!access) refuse_coded(access.error());
  co_return std::move(*access);
}

}  // namespace gatehouse::api::account
