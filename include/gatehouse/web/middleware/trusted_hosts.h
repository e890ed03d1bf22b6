#pragma once
// SPDX-License-Identifier: Apache-2.0
// Which names this service goes by, as Starlette's TrustedHostMiddleware has it.

#include <string>
#include <vector>

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// Refuses requests for other hosts with 400 "Invalid host header": without it a browser can be led to a
/// service on its own machine or network under a stranger's name (DNS rebinding, CWE-350). Names without
/// port, in any case; a first
/// "*." stands for all subdomains. Throws std::invalid_argument for "*" elsewhere, and for an empty list.
///
///     app.use(web::trusted_hosts({"example.com", "*.example.com"}));
[[nodiscard]] Middleware trusted_hosts(std::vector<std::string> names);

}  // namespace gatehouse::web
