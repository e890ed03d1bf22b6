#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /me/password: changes the caller's password.

#include "api/account/caller.h"
#include "auth/accounts/accounts.h"
#include "auth/accounts/own_account.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

struct PasswordChange {
  web::SecretText<1, 128> old_password;
  web::SecretText<8, 128> new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old_password, new_password))

/// Changes the caller's password and ends the caller's other sessions. Refuses with 400 when the old password
/// is wrong, 422 when the policy refuses the new one, 429 after too many wrong passwords, and 503 when the
/// server is too busy or the store cannot be written.
awaitable<> change_password(web::Json<PasswordChange> data, web::Depends<get_caller> caller,
                            web::State<auth::OwnAccount> own, const web::Request& request,
                            web::State<auth::throttle::Guard> guard);

}  // namespace gatehouse::api::account
