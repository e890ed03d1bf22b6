#pragma once
// SPDX-License-Identifier: Apache-2.0
// The errors of checking an access token.

#include "auth/error_name.h"
#include "gatehouse/base/result.h"

namespace gatehouse::auth {

enum class AccessError {
  invalid,        ///< no access token of this server: malformed, forged, of another kind, or incomplete
  expired,        ///< it was valid and has expired
  not_found,      ///< its user was deleted
  session_ended,  ///< its session has ended, or its user is disabled
  unavailable,    ///< the store had to be asked and cannot serve requests now
};
BOOST_DESCRIBE_ENUM(AccessError, invalid, expired, not_found, session_ended, unavailable)

}  // namespace gatehouse::auth
