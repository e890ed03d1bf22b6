#pragma once
// SPDX-License-Identifier: Apache-2.0
// Supports conditional requests (RFC 9110 13).

#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::web {

/// Returns whether the caller already has this version: its `If-None-Match` contains `etag`, by weak
/// comparison, or is "*". A GET should then be answered with 304.
[[nodiscard]] bool has_current(const http::Request& request, std::string_view etag) noexcept;

}  // namespace gatehouse::web
