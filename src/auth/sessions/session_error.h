#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an operation on sessions did not do what was asked.

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::auth {

enum class SessionError {
  invalid,        ///< no refresh token of ours: malformed, forged, or of another kind
  expired,        ///< the token or its session was good; its time has passed
  spent,          ///< the token was used before; its session has been ended for it
  ended,          ///< the session has ended, or is forgotten
  not_found,      ///< the user has no such session
  wrong_client,   ///< the token was issued to another client
  invalid_scope,  ///< more was asked for than the session, or its user, may have
  unavailable,    ///< the store can't serve now: try again later
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(SessionError error) noexcept;

/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(SessionError error, const boost::source_location& where);

/// The outcome of an operation on sessions.
template <class T = void>
using SessionResult = result<T, SessionError>;

}  // namespace gatehouse::auth
