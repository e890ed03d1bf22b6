#pragma once
// SPDX-License-Identifier: Apache-2.0
// The origin of a request, as the limits count it.

#include <string>
#include <string_view>

#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Returns the request's peer address, its networks and the request's id.
[[nodiscard]] auth::throttle::Origin origin_of(const web::Request& request);

/// Returns the value of the first cookie with that name, or an empty text. For names that are known only at
/// run time; other cookies are parameters (`web::Cookie`).
[[nodiscard]] std::string_view find_cookie(const web::Request& request, std::string_view name);

}  // namespace gatehouse::api
