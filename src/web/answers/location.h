#pragma once
// SPDX-License-Identifier: Apache-2.0
// Escapes the value of a Location field.

#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// Returns a path and query with all characters that are not valid in a URI percent-encoded (RFC 3986
/// 2). Browsers read a backslash as a slash and ignore tabs, so an unescaped `/\host` would lead to
/// another origin (CWE-601).
[[nodiscard]] std::string escape_location(std::string_view target);

}  // namespace gatehouse::web::detail
