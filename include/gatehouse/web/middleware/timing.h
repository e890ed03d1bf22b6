#pragma once
// SPDX-License-Identifier: Apache-2.0
// How long answers take, told to the client.

#include "gatehouse/web/middleware/middleware.h"

namespace gatehouse::web {

/// Adds `Server-Timing: app;dur=1.234`, milliseconds from here to the answer (W3C Server Timing), which
/// browsers show among a request's times. Not for answers whose time tells a secret (CWE-208).
///
///     app.use(web::timing());
[[nodiscard]] Middleware timing();

}  // namespace gatehouse::web
