#pragma once
// SPDX-License-Identifier: Apache-2.0
// Parses the cookies of a request (RFC 6265 5.4).

#include "gatehouse/http/request.h"
#include "web/forms/url_encoded.h"

namespace gatehouse::web::detail {

/// Returns the names and values from all Cookie fields in order.
[[nodiscard]] NameValues parse_cookies(const http::Request& request);

}  // namespace gatehouse::web::detail
