#pragma once
// SPDX-License-Identifier: Apache-2.0
// POST /signup: creates an account.

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

/// Creates an account. Refuses with 400 when the address is taken, 403 when sign-up is closed, 422 when the
/// address is not valid or the policy refuses the password, 429 after too many sign-ups from the caller's
/// address, and 503 when the server is too busy or the store cannot be written.
awaitable<UserOut> create_user(web::Json<UserAuth> data, web::State<auth::Accounts> accounts,
                               web::State<Options> options, web::State<auth::throttle::Guard> guard,
                               const web::Request& request);

}  // namespace gatehouse::api::account
