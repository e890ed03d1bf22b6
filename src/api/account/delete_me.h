#pragma once
// SPDX-License-Identifier: Apache-2.0
// DELETE /me, POST /me/delete: deletes the caller's account.

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

/// Deletes the caller's account and everything that belongs to it. Asks for the password, so that a stolen
/// token is not enough. Refuses with 400 when the password is wrong, 429 after too many wrong passwords, and
/// 503 when the server is too busy or the store cannot be written.
awaitable<> delete_me(web::Json<Farewell> data, web::Depends<get_caller> caller,
                      web::State<auth::OwnAccount> own, const web::Request& request,
                      web::State<auth::throttle::Guard> guard);

}  // namespace gatehouse::api::account
