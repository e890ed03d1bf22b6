// SPDX-License-Identifier: Apache-2.0
#include "api/account/me.h"

namespace gatehouse::api::account {

UserOut get_me(web::Depends<get_current_user> caller) { return {caller->user->id, caller->user->email}; }

}  // namespace gatehouse::api::account
