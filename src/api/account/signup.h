#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /signup: a stranger opens an account.

#include "api/account/user_out.h"
#include "api/options.h"
#include "auth/accounts/accounts.h"
#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api::account {

struct UserAuth {
  web::Email email;
  web::SecretText<8, 128> password;
};
BOOST_DESCRIBE_STRUCT(UserAuth, (), (email, password))

/// Opens an account. 400: the address is taken; 403: sign-up is closed; 422: not an address, or the policy
/// refuses the password; 429: too many sign-ups from there; 503: too busy, or the store can't be written.
awaitable<UserOut> create_user(web::Json<UserAuth> data, web::State<auth::Accounts> accounts,
                               web::State<Options> options, web::State<auth::throttle::Guard> guard,
                               const web::Request& request);

}  // namespace gatehouse::api::account
