#pragma once
// SPDX-License-Identifier: Apache-2.0
// Finds the Content-Type for the extension of a file name.

#include <string_view>

namespace gatehouse::web::detail {

/// Returns the type for the name, with the charset of text types, or application/octet-stream if
/// it is unknown.
[[nodiscard]] std::string_view media_type_of(std::string_view filename) noexcept;

}  // namespace gatehouse::web::detail
