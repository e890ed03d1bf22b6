#pragma once
// SPDX-License-Identifier: Apache-2.0
// The errors of operations on sessions.

#include "auth/error_name.h"
#include "gatehouse/base/result.h"
#include "store/error.h"

namespace gatehouse::auth {

enum class SessionError {
  invalid,        ///< not a refresh token of this server: malformed, forged, or of another kind
  expired,        ///< the token or its session has expired
  spent,          ///< the token was used before; its session has been ended because of it
  ended,          ///< the session has ended or was deleted
  not_found,      ///< the user has no such session
  wrong_client,   ///< the token was issued to another client
  invalid_scope,  ///< more was asked for than the session or its user may have
  unavailable,    ///< the store cannot serve requests now; try again later
};
BOOST_DESCRIBE_ENUM(SessionError, invalid, expired, spent, ended, not_found, wrong_client, invalid_scope,
                    unavailable)

/// The result of an operation on sessions.
template <class T = void>
using SessionResult = result<T, SessionError>;

/// Returns what a failure of the store means for the caller.
[[nodiscard]] inline SessionError session_error_of(store::StoreError error) noexcept {
  return error == store::StoreError::not_found ? SessionError::not_found : SessionError::unavailable;
}

}  // namespace gatehouse::auth
