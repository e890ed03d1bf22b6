#pragma once
// SPDX-License-Identifier: Apache-2.0
// Refusals in the format of OAuth 2.0 (RFC 6749 5.2).

#include <boost/describe/enum.hpp>
#include <string>

#include "auth/accounts/account_error.h"
#include "auth/sessions/session_error.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// The codes of RFC 6749 5.2, and one for a server that is temporarily unable to answer, for which it
/// has no code.
enum class GrantErrorCode {
  invalid_request,
  invalid_client,  ///< 401; all others are 400, except for the last
  invalid_grant,
  unsupported_grant_type,
  invalid_scope,
  temporarily_unavailable,  ///< 503
};
BOOST_DESCRIBE_ENUM(GrantErrorCode, invalid_request, invalid_client, invalid_grant, unsupported_grant_type,
                    invalid_scope, temporarily_unavailable)

struct GrantError {
  GrantErrorCode error = GrantErrorCode::invalid_request;
  std::string error_description;
};
BOOST_DESCRIBE_STRUCT(GrantError, (), (error, error_description))

/// Throws the answer. `description` is for the client's developers: ASCII without `"` and `\`.
[[noreturn]] void refuse_grant(GrantErrorCode code, std::string description);

/// As above, for a refresh token that is refused.
[[noreturn]] void refuse_grant(auth::SessionError error);

/// As above, for a password that is refused.
[[noreturn]] void refuse_grant(const auth::AccountError& error);

}  // namespace gatehouse::api
