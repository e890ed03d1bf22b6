#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the rules refuse, as HTTP says it.

#include <string_view>

#include "auth/accounts/account_error.h"
#include "auth/passwords/password_policy.h"
#include "auth/sessions/session_error.h"
#include "auth/tokens/access_error.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Retry-After of every 503: long enough for a burst to drain, short enough for a person to wait (RFC 9110
/// 10.2.3, in seconds).
inline constexpr const char* retry_after = "2";

/// Throws the answer for an operation on accounts that failed. `policy` words what it has against a password.
[[noreturn]] void refuse(const auth::AccountError& error, const auth::PasswordPolicy& policy);

/// Throws the answer for an access token that opens nothing.
[[noreturn]] void refuse(auth::AccessError error);

/// The same, with codes, for the endpoints that the guide lacks.
[[noreturn]] void refuse_coded(const auth::AccountError& error, const auth::PasswordPolicy& policy,
                               std::string_view password_field);
[[noreturn]] void refuse_coded(auth::AccessError error);
[[noreturn]] void refuse_coded(auth::SessionError error);
/// For a request without an access token.
[[noreturn]] void refuse_stranger();
/// For a good token that has not all of these scopes (RFC 6750 3.1).
[[noreturn]] void refuse_insufficient(const web::SecurityScopes& needed);
/// For a token without `sid`, where its session is asked for.
[[noreturn]] void refuse_sessionless();

}  // namespace gatehouse::api
