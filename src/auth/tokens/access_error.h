#pragma once
// SPDX-License-Identifier: Apache-2.0
// Why an access token opens nothing.

#include <string_view>

#include "gatehouse/base/result.h"

namespace gatehouse::auth {

enum class AccessError {
  invalid,    ///< no access token of ours: malformed, forged, of another kind, or without what it must have
  expired,    ///< it was good; its time has passed
  not_found,  ///< its user is gone
  session_ended,  ///< its session has ended, or its user is disabled
  unavailable,    ///< the store had to be asked and can't serve now
};

/// The value's name, for logs.
[[nodiscard]] std::string_view to_string(AccessError error) noexcept;

/// What `result::value()` throws: std::runtime_error.
[[noreturn]] void throw_exception_from_error(AccessError error, const boost::source_location& where);

}  // namespace gatehouse::auth
