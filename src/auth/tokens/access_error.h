#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an access token opens nothing.

#include "auth/error_name.h"
#include "gatehouse/base/result.h"

namespace gatehouse::auth {

enum class AccessError {
  invalid,    ///< no access token of ours: malformed, forged, of another kind, or without what it must have
  expired,    ///< it was good; its time has passed
  not_found,  ///< its user is gone
  session_ended,  ///< its session has ended, or its user is disabled
  unavailable,    ///< the store had to be asked and can't serve now
};
BOOST_DESCRIBE_ENUM(AccessError, invalid, expired, not_found, session_ended, unavailable)

}  // namespace gatehouse::auth
