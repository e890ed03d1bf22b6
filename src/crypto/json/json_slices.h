#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parts of a JSON text as they are written, for readers of their own.

#include <optional>
#include <string_view>
#include <vector>

namespace gatehouse::crypto::detail {

/// The elements of the list that is the member `name` of an object, each a view of `json`; nothing where the
/// object has no list of that name, or writes the name with an escape.
/// Precondition: `json` is one valid JSON object, in which no member is twice.
[[nodiscard]] std::optional<std::vector<std::string_view>> elements_of(std::string_view json,
                                                                       std::string_view name);

}  // namespace gatehouse::crypto::detail
