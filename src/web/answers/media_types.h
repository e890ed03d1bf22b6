#pragma once
// SPDX-License-Identifier: Apache-2.0
// Content types by a file name's extension.

#include <string_view>

namespace gatehouse::web::detail {

/// The type for that name, with the charset of texts; application/octet-stream for what is not known.
[[nodiscard]] std::string_view media_type_of(std::string_view filename) noexcept;

}  // namespace gatehouse::web::detail
