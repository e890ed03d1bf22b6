#pragma once
// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document (3.1), made once from the registered operations.

#include <string>
#include <vector>

#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// The document's text. FastAPI's choices where the standard leaves one: names, ids, titles, the 422 answer.
[[nodiscard]] std::string make_openapi(const ApiInfo& api,
                                       const std::vector<const OperationInfo*>& operations);

}  // namespace gatehouse::web::detail
