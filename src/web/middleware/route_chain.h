#pragma once
// SPDX-License-Identifier: Apache-2.0
// Runs a request through the middleware and the guards of its route.

#include <optional>

#include "gatehouse/web/answers/http_error.h"
#include "gatehouse/web/detail/describe_operation.h"
#include "web/middleware/pipeline.h"

namespace gatehouse::web::detail {

/// Runs the middleware of a route, and inside of it the guards and the operation, whose exceptions the
/// pipeline answers. If there is a refusal, it is thrown in place of them, so that middleware such as CORS
/// changes its answer. Throws the exceptions of the middleware if the pipeline may have a handler for them,
/// and otherwise those that are neither HttpError nor InvalidInput.
awaitable<> run_in_middleware(const Pipeline& pipeline, Match match, const Route& route,
                              std::optional<HttpError> refusal);

}  // namespace gatehouse::web::detail
