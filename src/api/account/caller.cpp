// SPDX-License-Identifier: Apache-2.0
#include "api/account/caller.h"

#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {

awaitable<auth::Access> get_caller(web::Depends<optional_bearer> token, web::SecurityScopes scopes,
                                   web::State<auth::AccessChecks> tokens, const web::Request& request) {
  if (!*token) refuse_stranger();
  auto checking = tokens->check_access(**token, request.worker);
  auto access = co_await std::move(checking);
  if (!access) refuse_coded(access.error());
  if (!scopes.are_in(access->scope)) refuse_insufficient(scopes);
  co_return std::move(*access);
}

}  // namespace gatehouse::api::account
