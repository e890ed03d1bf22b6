#pragma once
// SPDX-License-Identifier: Apache-2.0
// Where a request comes from, as the limits count it and the audit record names it.

#include <string>
#include <string_view>

#include "auth/throttle/guard.h"
#include "auth/tokens/access_checks.h"
#include "gatehouse/web.h"

namespace gatehouse::api {

/// Returns the request's peer address, its networks and the request's id.
[[nodiscard]] auth::throttle::Origin origin_of(const web::Request& request);

/// Returns who asks for a change: nobody in particular, from the request's address.
[[nodiscard]] store::Actor actor_of(const web::Request& request);
/// As above: the user whose access token the request has.
[[nodiscard]] store::Actor actor_of(const web::Request& request, const auth::Access& caller);
/// As above: a client that has authenticated.
[[nodiscard]] store::Actor actor_of(const web::Request& request, const store::Client& client);

/// Returns the value of the first cookie with that name, or an empty text. For names that are known only at
/// run time; other cookies are parameters (`web::Cookie`).
[[nodiscard]] std::string_view find_cookie(const web::Request& request, std::string_view name);

}  // namespace gatehouse::api
