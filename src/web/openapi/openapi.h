#pragma once
// SPDX-License-Identifier: Apache-2.0
// The OpenAPI document (3.1), made once from the registered operations.

#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// The document's text for a server that is published below `root_path`. FastAPI's choices where the standard
/// leaves one: names, ids, titles, the 422 answer.
[[nodiscard]] std::string make_openapi(const ApiInfo& api,
                                       const std::vector<const OperationInfo*>& operations,
                                       std::string_view root_path);

}  // namespace gatehouse::web::detail
