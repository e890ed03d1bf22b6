#pragma once
// SPDX-License-Identifier: Apache-2.0
// Tells the caller how long an answer took.

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// Adds `Server-Timing: app;dur=1.234` (W3C Server Timing), the time in milliseconds that the answer took
/// inside of this middleware. Browsers show it among the times of a request. Do not use it for answers whose
/// time reveals a secret (CWE-208).
///
///     app.use(web::timing());
[[nodiscard]] Middleware timing();

}  // namespace gatehouse::web
