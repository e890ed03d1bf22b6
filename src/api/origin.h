#pragma once
// SPDX-License-Identifier: Apache-2.0
// Where a request comes from, as the limits count it.

#include <string>
#include <string_view>

#include "auth/throttle/guard.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// The request's peer address, its networks and the request's id.
[[nodiscard]] auth::throttle::Origin origin_of(const web::Request& request);

/// The value of the first cookie of that name; empty if there is none. For names that are known only at run
/// time; others are parameters (`web::Cookie`).
[[nodiscard]] std::string_view find_cookie(const web::Request& request, std::string_view name);

}  // namespace gatehouse::api
