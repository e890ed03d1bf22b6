#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the rules refuse, as HTTP says it.

#include "auth/access_error.h"
#include "auth/account_error.h"
#include "auth/password_policy.h"

namespace gatehouse::api {

/// Throws the answer for an operation on accounts that failed. `policy` words what it has against a password.
[[noreturn]] void refuse(const auth::AccountError& error, const auth::PasswordPolicy& policy);

/// Throws the answer for an access token that opens nothing.
[[noreturn]] void refuse(auth::AccessError error);

}  // namespace gatehouse::api
