#pragma once
// SPDX-License-Identifier: Apache-2.0
// What the compiler can't see of an operation: what routers, guards and options have made of it together.

#include <string>

#include "gatehouse/web/operation.h"

namespace gatehouse::web::detail {

/// What is wrong with the operation, for its author; empty: nothing.
[[nodiscard]] std::string find_mistake(const OperationInfo& info);

}  // namespace gatehouse::web::detail
