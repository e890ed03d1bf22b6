// SPDX-License-Identifier: Apache-2.0
#include "api/account/current_user.h"

#include <string_view>
#include <utility>

#include "api/refusals.h"

namespace gatehouse::api::account {
namespace {

/// Checks the token with a query, for a user of whom this worker has no copy.
awaitable<auth::Access> ask_store(std::string_view token, auth::AccessChecks& tokens, unsigned worker) {
  auto asking = tokens.check_access(token, worker);
  auto known = co_await std::move(asking);
  if (!known) refuse(known.error());
  co_return std::move(*known);
}

}  // namespace

web::Soon<auth::Access> get_current_user(web::Depends<bearer> token, web::State<auth::AccessChecks> tokens,
                                         const web::Request& request) {
  auto known = tokens->check_cached(*token, request.worker);
  if (!known) return ask_store(*token, *tokens, request.worker);
  if (!*known) refuse(known->error());
  return std::move(**known);
}

}  // namespace gatehouse::api::account
