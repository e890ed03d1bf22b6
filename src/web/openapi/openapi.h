#pragma once
// SPDX-License-Identifier: Apache-2.0
// Makes the OpenAPI document (3.1) from the registered operations.

#include <string>
#include <string_view>
#include <vector>

#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// Returns the text of the document for a server published at `root_path`. Makes FastAPI's choices where the
/// standard leaves them open: names, ids, titles and the 422 answer.
[[nodiscard]] std::string make_openapi(const ApiInfo& api,
                                       const std::vector<const OperationInfo*>& operations,
                                       std::string_view root_path);

}  // namespace gatehouse::web::detail
