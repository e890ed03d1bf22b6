#pragma once
// SPDX-License-Identifier: Apache-2.0
// Prepares an answer that is replaced by an error.

#include "gatehouse/http/response.h"

namespace gatehouse::http {

/// Clears an answer because an error takes its place. Fields that apply to any answer are kept:
/// `Access-Control-…`, without which a browser hides the error from the page that sent the request,
/// `Vary`, and `Cache-Control: no-store`.
void clear_for_error(Response& response);

}  // namespace gatehouse::http
