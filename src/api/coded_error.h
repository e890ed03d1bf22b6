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
  client_not_found,
  key_not_found,
  no_key_pairs,           ///< tokens are signed with the secret, so there are no keys to manage
  key_pending,            ///< another key already waits to become active
  invalid_value,          ///< a value that cannot be used; the answer is a 422 that names it
  id_taken,               ///< another client has the id
  conflict,               ///< somebody else changed it at the same time; read it again
  precondition_required,  ///< If-Match is missing (RFC 6585 3)
  precondition_failed,    ///< If-Match is not its current version
  not_permitted,          ///< the caller's role does not include this
  login_too_old,          ///< the password was not given recently enough (RFC 9470)
  not_operator,           ///< the process belongs to neither the server's user nor root
  no_seal,                ///< no entry of the audit record has a seal yet
  secret_unavailable,     ///< the server's secrets, which this needs, cannot be read
  backup_failed,          ///< the detail says why
  too_busy,               ///< too many passwords wait to be hashed; try again in a moment
  unavailable,            ///< the database cannot serve requests now; try again later
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
                    wrong_password, email_taken, client_not_found, key_not_found, no_key_pairs, key_pending,
                    invalid_value, id_taken, conflict, precondition_required, precondition_failed,
                    not_permitted, login_too_old, not_operator, no_seal, secret_unavailable, backup_failed,
                    too_busy, unavailable, account_failures, device_failures, address_failures,
                    network_failures, address_accounts, signups, network_signups, refreshes,
                    password_failures, client_failures)

struct CodedError {
  std::string detail;
  ErrorCode code = ErrorCode::unavailable;
};
BOOST_DESCRIBE_STRUCT(CodedError, (), (detail, code))

using CodedHttpError = web::HttpErrorOf<CodedError>;

}  // namespace gatehouse::api
