#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds mistakes in an operation that only appear in combination with routers, guards and options.

#include <string>

#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// Returns what is wrong with the operation in a message for its author, or an empty text.
[[nodiscard]] std::string find_mistake(const OperationInfo& info);

}  // namespace gatehouse::web::detail
