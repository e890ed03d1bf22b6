#pragma once
// SPDX-License-Identifier: Apache-2.0
// DELETE /me, POST /me/delete: the caller leaves.

#include "api/account/caller.h"
#include "auth/accounts/accounts.h"
#include "auth/accounts/own_account.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

struct Farewell {
  web::SecretText<1, 128> password;
};
BOOST_DESCRIBE_STRUCT(Farewell, (), (password))

/// Deletes the caller's account and all that belongs to it; a stolen token is not enough for that. 400: the
/// password is wrong; 429: too many wrong passwords; 503: too busy, or the store can't be written.
awaitable<> delete_me(web::Json<Farewell> data, web::Depends<get_caller> caller,
                      web::State<auth::OwnAccount> own, web::State<auth::Accounts> accounts,
                      const web::Request& request, web::State<auth::throttle::Guard> guard);

}  // namespace gatehouse::api::account
