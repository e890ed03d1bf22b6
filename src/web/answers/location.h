#pragma once
// SPDX-License-Identifier: Apache-2.0
// What may stand in a Location.

#include <string>
#include <string_view>

namespace gatehouse::web::detail {

/// A path and query with what a URI may not hold in percent-encoding (RFC 3986 2). Browsers read a backslash
/// as a slash, and leave out tabs: `/\host` would be another origin (CWE-601).
[[nodiscard]] std::string escape_location(std::string_view target);

}  // namespace gatehouse::web::detail
