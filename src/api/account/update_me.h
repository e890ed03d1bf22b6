#pragma once
// SPDX-License-Identifier: Apache-2.0
// PATCH /me: the caller's address changes.

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

/// Changes the caller's address, and ends the caller's other sessions. 400: the password is wrong, or the
/// address is taken; 422: not an address; 429: too many wrong passwords; 503: too busy, or the store can't be
/// written.
awaitable<UserOut> update_me(web::Json<UserChange> data, web::Depends<get_caller> caller,
                             web::State<auth::OwnAccount> own, web::State<auth::Accounts> accounts,
                             const web::Request& request, web::State<auth::throttle::Guard> guard);

}  // namespace gatehouse::api::account
