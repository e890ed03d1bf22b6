#pragma once
// SPDX-License-Identifier: Apache-2.0
// GET /me: returns the caller's own account.

#include "api/account/current_user.h"
#include "api/account/user_out.h"

namespace gatehouse::api::account {

UserOut get_me(web::Depends<get_current_user> caller);

}  // namespace gatehouse::api::account
