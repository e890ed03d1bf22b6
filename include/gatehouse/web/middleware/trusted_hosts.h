#pragma once
// SPDX-License-Identifier: Apache-2.0
// Limits the host names of requests, like Starlette's TrustedHostMiddleware.

#include <string>
#include <vector>

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// Refuses requests for other hosts with 400 "Invalid host header". Without it, an attacker's site can make a
/// browser send requests to a service on its own machine or network (DNS rebinding, CWE-350). The names have
/// no port and ignore case. A leading "*." stands for all subdomains. Throws std::invalid_argument for a "*"
/// in another place and for an empty list.
///
///     app.use(web::trusted_hosts({"example.com", "*.example.com"}));
[[nodiscard]] Middleware trusted_hosts(std::vector<std::string> names);

}  // namespace gatehouse::web
