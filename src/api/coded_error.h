#pragma once
// SPDX-License-Identifier: Apache-2.0
// The body of refusals that have a text for people and a code that programs may rely on.

#include <boost/describe/enum.hpp>
#include <string>

#include "gatehouse/web.h"

namespace gatehouse::api {

/// Why an endpoint refuses. Names are only added and never changed.
enum class ErrorCode {
  not_authenticated,  ///< the request has no access token
  token_invalid,      ///< it is not a valid access token of this server
  token_expired,
  session_ended,       ///< logged out, ended, or the user is disabled
  insufficient_scope,  ///< the token, or its user's current roles, do not allow this
  token_without_session,
  user_not_found,
  session_not_found,
  wrong_password,
  email_taken,
  too_busy,     ///< too many passwords wait to be hashed; try again in a moment
  unavailable,  ///< the database cannot serve requests now; try again later
  // 429: the limit that was reached, named as its setting (auth::throttle::Limit).
  account_failures,
  device_failures,
  address_failures,
  network_failures,
  address_accounts,
  signups,
  network_signups,
  refreshes,
  password_failures,
  client_failures,
};
BOOST_DESCRIBE_ENUM(ErrorCode, not_authenticated, token_invalid, token_expired, session_ended,
                    insufficient_scope, token_without_session, user_not_found, session_not_found,
                    wrong_password, email_taken, too_busy, unavailable, account_failures, device_failures,
                    address_failures, network_failures, address_accounts, signups, network_signups, refreshes,
                    password_failures, client_failures)

struct CodedError {
  std::string detail;
  ErrorCode code = ErrorCode::unavailable;
};
BOOST_DESCRIBE_STRUCT(CodedError, (), (detail, code))

using CodedHttpError = web::HttpErrorOf<CodedError>;

}  // namespace gatehouse::api
