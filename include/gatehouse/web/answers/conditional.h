#pragma once
// SPDX-License-Identifier: Apache-2.0
// Conditional requests (RFC 9110 13).

#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::web {

/// Whether the client has this version already: its `If-None-Match` names `etag`, by weak comparison, or is
/// "*". A GET is then answered with 304.
[[nodiscard]] bool has_current(const http::Request& request, std::string_view etag) noexcept;

}  // namespace gatehouse::web
