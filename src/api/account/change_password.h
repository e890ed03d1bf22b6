#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /me/password: the caller's password changes.

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

/// Changes the caller's password and ends the caller's other sessions. 400: the old password is wrong; 422:
/// the policy refuses the new one; 429: too many wrong passwords; 503: too busy, or the store can't be
/// written.
awaitable<> change_password(web::Json<PasswordChange> data, web::Depends<get_caller> caller,
                            web::State<auth::OwnAccount> own, web::State<auth::Accounts> accounts,
                            const web::Request& request, web::State<auth::throttle::Guard> guard);

}  // namespace gatehouse::api::account
