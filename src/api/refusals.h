#pragma once
// SPDX-License-Identifier: Apache-2.0
// Turns the errors of the rules into HTTP answers.

#include <string_view>

#include "auth/accounts/account_error.h"
#include "auth/clients/client_error.h"
#include "auth/keys/key_error.h"
#include "auth/sessions/session_error.h"
#include "auth/tokens/access_error.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Retry-After of every 503, in seconds (RFC 9110 10.2.3): long enough for a burst to end, and short enough
/// for a person to wait.
inline constexpr const char* retry_after = "2";

/// Throws the answer for a failed operation on accounts. A refused password is the body's `password`.
[[noreturn]] void refuse(const auth::AccountError& error);

/// Throws the answer for an access token that is refused.
[[noreturn]] void refuse(auth::AccessError error);

/// As above, with an ErrorCode in the answer. `password_field` is the member of the body that a refused
/// password is in.
[[noreturn]] void refuse_coded(const auth::AccountError& error, std::string_view password_field = "password");
[[noreturn]] void refuse_coded(auth::AccessError error);
[[noreturn]] void refuse_coded(auth::SessionError error);
[[noreturn]] void refuse_coded(auth::ClientError error);
[[noreturn]] void refuse_coded(auth::KeyRingError error);
/// Throws the answer for a request without an access token.
[[noreturn]] void refuse_stranger();
/// Throws the answer for a valid token that does not have all of these scopes (RFC 6750 3.1).
[[noreturn]] void refuse_insufficient(const web::SecurityScopes& needed);
/// Throws the answer for a token without `sid` at an endpoint that needs its session.
[[noreturn]] void refuse_sessionless();

}  // namespace gatehouse::api
