#pragma once
// SPDX-License-Identifier: Apache-2.0
// The gzip coding (RFC 1952; RFC 9110 8.4.1.3).

#include <string>
#include <string_view>

#include "gatehouse/http/request.h"

namespace gatehouse::web::detail {

/// Whether a request takes answers in gzip.
[[nodiscard]] bool accepts_gzip(const http::Request& request);

/// The bytes, compressed; `level` from 1 to 9.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);

}  // namespace gatehouse::web::detail
