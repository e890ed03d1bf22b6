#pragma once
// SPDX-License-Identifier: Apache-2.0
// PATCH /me: changes the caller's e-mail address.

#include "api/account/caller.h"
#include "api/account/user_out.h"
#include "auth/accounts/accounts.h"
#include "auth/accounts/own_account.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

struct UserChange {
  web::Email email;
  web::SecretText<1, 128> password;
};
BOOST_DESCRIBE_STRUCT(UserChange, (), (email, password))

/// Changes the caller's address and ends the caller's other sessions. Refuses with 400 when the password is
/// wrong or the address is taken, 422 when the address is not valid, 429 after too many wrong passwords, and
/// 503 when the server is too busy or the store cannot be written.
awaitable<UserOut> update_me(web::Json<UserChange> data, web::Depends<get_caller> caller,
                             web::State<auth::OwnAccount> own, const web::Request& request,
                             web::State<auth::throttle::Guard> guard);

}  // namespace gatehouse::api::account
