#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds parts of a JSON text that other readers parse.

#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse::crypto::detail {

/// Returns the elements of the list that is the member `name` of an object, as views into `json`. Returns
/// nothing if the object has no such list, or if its name is written with an escape. `json` must be one valid
/// JSON object without repeated members.
[[nodiscard]] std::optional<std::vector<std::string_view>> elements_of(std::string_view json,
                                                                       std::string_view name);

}  // namespace gatehouse::crypto::detail
